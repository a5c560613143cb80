/** What a backend can do. The page hides what is false. */
export interface Capabilities {
  /** Files can be sent. */
  uploads: boolean;
  /** Large files can be sent in parts, and go on where they were cut. */
  resumableUploads?: boolean;
  /** Threads can be listed, opened, renamed and deleted. */
  threads: boolean;
  /** A stream that was cut can be continued. */
  resume: boolean;
  /** A run can be ended from the page. */
  stop: boolean;
  /** Tools may ask a person first. */
  approvals: boolean;
  /** Answers point to places in their sources. */
  annotations: boolean;
  /** The assistant can search the thread's files. */
  fileSearch: boolean;
  /** The assistant can write and run code. */
  codeInterpreter: boolean;
  /** Messages can be removed, for editing and regenerating. */
  deleteMessages: boolean;
}

export interface WireLimits {
  /** Largest file, in bytes. */
  maxFileBytes: number;
  /** Most files on one message. */
  maxFiles: number;
  /** Longest message, in UTF-16 code units. */
  maxTextLength: number;
  /** The `accept` attribute of an `<input type="file">`; empty for any file. */
  accept: string;
}

/** Answer of `GET /config`. */
export interface AdapterConfig {
  /** Name of the engine: `responses`, `assistants`, `agents`, … */
  engine: string;
  capabilities: Capabilities;
  limits: WireLimits;
  /**
   * A new conversation needs a thread before its first message: by that alone is a message known that is sent again, to another
   * instance of an adapter whose instances share no store.
   */
  threadsFirst?: boolean;
  /** A short remark the page shows beside its heading, e.g. that no language model answers. */
  notice?: string;
}
