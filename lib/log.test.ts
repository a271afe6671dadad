import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const CALL = /\blog\.(?:info|warn|error)\(/g;
/** What is known of the event, under a name or in braces without others in them; then the message. */
const MESSAGE = /\blog\.(?:info|warn|error)\(\s*(?:\w+|\{[^{}]*\}),\s*'([^']+)',?\s*\)/g;

const files = ['app', 'lib']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  )
  .filter((path) => /(?<!\.test)\.tsx?$/.test(path))
  .map((path) => ({ path, source: readFileSync(path, 'utf8') }))
  .filter(({ source }) => source.match(CALL));

describe('what the log says', () => {
  it.each(files)('in $path is a message that can be looked for', ({ source }) => {
    expect(source.match(MESSAGE)).toHaveLength(source.match(CALL)?.length ?? 0);
  });

  it.each(files)('in $path is explained in docs/operate.md', ({ source }) => {
    const messages = [...source.matchAll(MESSAGE)].map(([, message]) => message);
    const table = readFileSync('docs/operate.md', 'utf8');
    expect(messages.filter((message) => !table.includes(`\`${message}\``))).toEqual([]);
  });
});
