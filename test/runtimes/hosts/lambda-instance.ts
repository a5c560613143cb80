import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface InstanceOptions {
  /** Node and Lambda's runtime client. */
  command: readonly [string, string];
  /** Where the function is, and its handler. */
  folder: string;
  handler: string;
  environment: NodeJS.ProcessEnv;
}

interface Invocation {
  event: string;
  answer(response: IncomingMessage): void;
  fail(reason: string): void;
}

/**
 * One instance of a function: a process of Lambda's own runtime client, and the Runtime API that it asks for work. It has one
 * call at a time, and is frozen between them.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export class LambdaInstance {
  readonly #options: InstanceOptions;
  // Without end: a process that is frozen does not see its connection being closed, and falls over that when it wakes.
  readonly #api = createServer({ keepAliveTimeout: 0 }, (request, response) => this.#handle(request, response));
  #process: ChildProcess | undefined;
  #invocation: Invocation | undefined;
  /** The question for work that is not answered yet: while there is one, the process is frozen. */
  #asking: ServerResponse | undefined;
  #isBusy = false;

  constructor(options: InstanceOptions) {
    this.#options = options;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  async open(): Promise<void> {
    const { command, folder, handler, environment } = this.#options;
    await once(this.#api.listen(0, '127.0.0.1'), 'listening');
    const { port } = this.#api.address() as AddressInfo;
    this.#process = spawn(command[0], [command[1], handler], {
      cwd: folder,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...environment,
        AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
        AWS_LAMBDA_FUNCTION_NAME: 'assistant',
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
        AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/assistant',
        AWS_LAMBDA_LOG_STREAM_NAME: 'one',
        LAMBDA_TASK_ROOT: folder,
        _HANDLER: handler,
      },
    });
    this.#process.once('exit', (code) => this.#invocation?.fail(`The instance ended with ${code}.`));
  }

  /** Gives the function an event; resolves with what it answers, as soon as it begins to. */
  invoke(event: string): Promise<IncomingMessage> {
    this.#isBusy = true;
    return new Promise((answer, reject) => {
      this.#invocation = { event, answer, fail: (reason) => reject(new Error(reason)) };
      this.#work();
    });
  }

  close(): void {
    this.#process?.kill('SIGKILL');
    this.#api.close();
    this.#api.closeAllConnections();
  }

  #work(): void {
    if (!this.#invocation || !this.#asking) return;
    this.#process?.kill('SIGCONT');
    this.#asking.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': crypto.randomUUID(),
      'lambda-runtime-deadline-ms': String(Date.now() + 900_000),
      'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:eu-central-1:123456789012:function:assistant',
      'lambda-runtime-trace-id': 'Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700',
    });
    this.#asking.end(this.#invocation.event);
    this.#asking = undefined;
  }

  #handle(request: IncomingMessage, response: ServerResponse): void {
    const [, kind] = /\/(next|response|error)$/.exec(request.url ?? '') ?? [];
    if (kind === 'next') {
      this.#asking = response;
      if (this.#invocation) this.#work();
      else this.#process?.kill('SIGSTOP');
      return;
    }
    const invocation = this.#invocation;
    this.#invocation = undefined;
    request.once('end', () => {
      this.#isBusy = false;
      response.writeHead(202).end();
    });
    if (kind === 'response') invocation?.answer(request);
    else {
      invocation?.fail('The function failed; it has said above why.');
      request.resume();
    }
  }
}
