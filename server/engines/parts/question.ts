/** What the model has asked the host, the page or a person. */
export type Question =
  | { kind: 'function'; callId: string; name: string; arguments: string }
  /** Whether something may run: a tool of an MCP server, which runs there, or a function of the host, whose call comes along. */
  | { kind: 'approval'; approvalId: string; call?: FunctionQuestion };

export type FunctionQuestion = Extract<Question, { kind: 'function' }>;

/** The call of a function whose answer the question waits for; undefined for what runs elsewhere. */
export function callOf(question: Question): FunctionQuestion | undefined {
  return question.kind === 'function' ? question : question.call;
}
