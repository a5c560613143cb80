/** Something that an adapter can be deployed to, as near to the real thing as one machine has it. */
export interface Platform {
  /** As the table calls it, and `--skip` and `--only`. */
  name: string;
  version: string;
  /** The folder under `demo/deploy/` that it runs. */
  target: string;
  /** The largest file that it lets in, in bytes, where it has a limit. */
  largestFile?: number;
  start(site: Site): Promise<Running>;
}

/** Where a target has been put, beside the installed package, and what it is told. */
export interface Site {
  folder: string;
  environment: Readonly<Record<string, string>>;
}

export interface Running {
  /** Where it answers, without a slash at the end. */
  origin: string;
  close(): void | Promise<void>;
}
