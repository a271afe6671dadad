import { expect, it } from 'vitest';
import { fileNameOf } from './file-name';

it.each([
  ['How do whales sleep?', 'How-do-whales-sleep.md'],
  ['../../etc/passwd', 'etc-passwd.md'],
  ['Wie schlafen Wölfe?', 'Wie-schlafen-Wölfe.md'],
  // Vowels and joiners were lost, and cut the words apart.
  ['नमस्ते दुनिया', 'नमस्ते-दुनिया.md'],
  ['สวัสดีครับ', 'สวัสดีครับ.md'],
  ['می\u200Cخواهم بروم', 'می\u200Cخواهم-بروم.md'],
  ['???', 'chat.md'],
  // Half of the last character was left, of which no header can be made.
  [`a${'𠮷'.repeat(60)}`, `a${'𠮷'.repeat(59)}.md`],
])('names the file of %j %s', (title, name) => {
  expect(fileNameOf(title, 'md')).toBe(name);
});
