// What Netlify puts around an edge function, for the folder it is started in: variables, and its paths.
globalThis.Netlify = { env: { get: (name) => Deno.env.get(name) } };
const { config, default: answer } = await import(`file://${Deno.cwd()}/netlify/edge-functions/assistant.js`);
const pattern = new URLPattern({ pathname: config.path });

Deno.serve({ hostname: '127.0.0.1', port: 0 }, (request, { completed }) => {
  if (!pattern.test(request.url)) return new Response('Not found', { status: 404 });
  const work = [completed];
  return answer(request, { waitUntil: (promise) => work.push(promise) });
});
