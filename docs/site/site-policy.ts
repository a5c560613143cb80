import { pagePolicy as demoPolicy } from '../../demo/page-policy.ts';

/** The demo's policy, which `SECURITY.md` recommends, as a page can say it of itself: who may frame it only a header can tell. */
export const pagePolicy = demoPolicy
  .split('; ')
  .filter((directive) => !directive.startsWith('frame-ancestors'))
  .join('; ');
