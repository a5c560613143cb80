// The one start command: installs what is missing, then serves page and adapter on one port until it is told to stop.
import { installMissing } from './install.mjs';

installMissing();
const { register } = await import('tsx/esm/api');
register();
await import('./serve.ts');
