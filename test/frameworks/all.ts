// Every app of the folder `demo/`, in the frameworks' newest versions that their ranges allow: `npm run test:frameworks`.
import { after, before, describe } from 'node:test';
import { installPackage, type InstalledPackage } from '../package/installed-package.ts';
import { apps } from './apps.ts';
import { describeApp } from './describe-app.ts';
import { fetchPackages } from './fetch-packages.ts';
import { packagesOf } from './framework-app.ts';

describe('the package, in frameworks', () => {
  let installed: InstalledPackage;

  before(async () => {
    installed = await installPackage([]);
    const packages = Object.assign({}, ...(await Promise.all(apps.map(({ name }) => packagesOf(name))))) as Record<
      string,
      string
    >;
    await installed.add(Object.keys(packages), await fetchPackages(packages));
  });

  after(() => installed.remove());

  for (const app of apps) describeApp(app, () => installed);
});
