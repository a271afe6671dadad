import { expect, it } from 'vitest';
import { fileNameOf } from './file-name';

it.each([
  ['How do whales sleep?', 'How-do-whales-sleep.md'],
  ['../../etc/passwd', 'etc-passwd.md'],
  ['Wie schlafen Wölfe?', 'Wie-schlafen-Wölfe.md'],
  ['???', 'chat.md'],
  // Half of the last character was left, of which no header can be made.
  [`a${'𠮷'.repeat(60)}`, `a${'𠮷'.repeat(59)}.md`],
])('names the file of %j %s', (title, name) => {
  expect(fileNameOf(title, 'md')).toBe(name);
});
