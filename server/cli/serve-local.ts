import { createLocalService, type LocalServiceOptions } from '../local/service.ts';

/** Serves until the process is told to end; then nothing of it stays behind. */
export async function serveLocal({ port, ...options }: LocalServiceOptions & { port: number }): Promise<void> {
  const write = (line: string) => process.stdout.write(`${line}\n`);
  const service = createLocalService({
    ...options,
    onError: (error) => process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`),
  });
  try {
    const { url } = await service.listen({ port });
    write(`OpenAI-compatible service at ${url}/v1 (any key will do)`);
    write('It follows rules and is no language model.');
    write(options.folder === undefined ? 'Everything is kept in memory.' : `Everything is kept in ${options.folder}.`);
    if (service.python === 'absent') write('Python is not installed, so no code runs: npm install pyodide adds it.');
    await new Promise<void>((resolve) => {
      process.once('SIGINT', resolve);
      process.once('SIGTERM', resolve);
    });
  } finally {
    await service.close();
  }
}
