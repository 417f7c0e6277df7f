import fs from 'node:fs';
import path from 'node:path';

/** The folder of the project: the nearest one above this file, source or built, that has a package.json. */
export const root = (() => {
  let dir = import.meta.dirname;
  while (!fs.existsSync(path.join(dir, 'package.json'))) dir = path.dirname(dir);
  return dir;
})();
