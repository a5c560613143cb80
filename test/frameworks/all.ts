// Every app of the folder `demo/`, in the frameworks' newest versions that their ranges allow: `npm run test:frameworks`.
import { after, before, describe } from 'node:test';
import { installPackage, type InstalledPackage } from '../package/installed-package.ts';
import { apps } from './apps.ts';
import { describeApp } from './describe-app.ts';
import { fetchPackages } from './fetch-packages.ts';

describe('the package, in frameworks', () => {
  let installed: InstalledPackage;

  before(async () => {
    installed = await installPackage([]);
  });

  after(() => installed.remove());

  for (const app of apps) describeApp(app, () => installed, fetchPackages);
});
