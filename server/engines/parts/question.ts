/** What the model has asked the host, the page or a person. */
export type Question =
  | { kind: 'function'; callId: string; name: string; arguments: string }
  | { kind: 'approval'; approvalId: string };

export type FunctionQuestion = Extract<Question, { kind: 'function' }>;
