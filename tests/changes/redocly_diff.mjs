// Runs `redocly diff` on many pairs in one process: to start Node and load the tool takes far longer
// than a comparison. Node evaluates a module anew for each query string, so that the tool's entry point
// runs once for each pair, and what it imports stays loaded.
//
// node redocly_diff.mjs CLI NUMBER: compares each before-0.json with after-0.json, and so on, in the
// current folder, which must not hold a configuration, and writes report-0.json and so on.
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const PATIENCE = 30_000; // milliseconds for one pair
const [node, , cli, number] = process.argv;
const entry = pathToFileURL(cli).href;

for (let index = 0; index < Number(number); index += 1) {
  const report = `report-${index}.json`;
  const options = ['--format', 'json', '--fail-on', 'none', '--output', report];
  process.argv = [node, 'redocly', 'diff', `before-${index}.json`, `after-${index}.json`, ...options];
  await import(`${entry}?${index}`);
  const latest = Date.now() + PATIENCE;
  while (!existsSync(report)) {
    if (Date.now() > latest) {
      console.error(`no report on pair ${index}`);
      process.exit(1);
    }
    await new Promise((resume) => setTimeout(resume, 2));
  }
}
process.exit(0);
