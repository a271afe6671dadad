import { inflate } from 'node:zlib';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { loadEncoding } from './encoding';
import { type ChatPrompt, type ChatPromptPart, measureChatPrompt } from './prompt';
import { objectStream, pageObjects, pdf, pdfStream, zip } from './testing/files';
import { turnsDuring } from './testing/turns-during';

vi.mock('node:zlib', async (load) => {
  const zlib = await load<typeof import('node:zlib')>();
  return { ...zlib, inflate: vi.fn(zlib.inflate) };
});

/** No text in any encoding. */
const noise = (sizeBytes: number) => Buffer.alloc(sizeBytes, Buffer.from([0x81, 0x01]));
const user = (...parts: ChatPromptPart[]) => ({ role: 'user', content: parts });

describe('measureChatPrompt', () => {
  const hello = { type: 'text', text: 'hello' } as const;

  // They were taken for facts: a picture that a model reads was refused as too long.
  it.each<[string, ChatPromptPart, number]>([
    ['an image', { type: 'image' }, 10_000 * 1.2],
    ['a PDF', { type: 'file', bytes: pdf('%PDF-1.4\n', pageObjects(1)) }, 1_500 + 2_500 * 1.2],
    ['a document', { type: 'file', bytes: zip({ 'a.xml': '<a>hello</a>' }) }, 2],
    ['what can’t be read', { type: 'file', bytes: noise(26_000) }, 2 * (1_500 + 2_500 * 1.2)],
    ['what only its vendor can read', { type: 'encrypted', sizeBytes: 400 }, 100],
    ['a text file', { type: 'file', bytes: Buffer.from('') }, 0],
  ])('says how much of a prompt is a guess at %s', async (_, part, tokens) => {
    const measured = await measureChatPrompt({ model: 'gemma', messages: [user(hello, part)] });
    expect(measured).toMatchObject({ promptTokens: 8 + tokens, estimatedTokens: tokens });
  });

  it('guesses with the factor that it counts with', async () => {
    const messages = [user(hello, { type: 'encrypted', sizeBytes: 400 })];
    const measured = await measureChatPrompt({ model: 'gemma', messages, factor: 1.25 });
    expect(measured).toEqual({ promptTokens: 135, estimatedTokens: 127, heldTokens: 135 });
  });

  // A call that was stopped before upstream reported was billed for all that was held for such a file.
  it('holds for any number of tokens in what can’t be read, and guesses at no more than its size is worth', async () => {
    const messages = [user(hello, { type: 'file', bytes: noise(100) })];
    const { promptTokens, heldTokens } = await measureChatPrompt({ model: 'gpt-4o', messages });
    expect(promptTokens).toBeLessThan(2_000);
    expect(heldTokens).toBeGreaterThan(10_000_000);
  });

  it('holds for each letter of a PDF as a token, and guesses at as many as are likely', async () => {
    const contents = pdfStream(5, '(A word and a word. ) Tj\n'.repeat(10_000));
    const bytes = pdf('%PDF-1.7\n<< /Type /Page /Contents 5 0 R >>\n', contents);
    const messages = [user({ type: 'file', bytes })];
    const { promptTokens, heldTokens } = await measureChatPrompt({ model: 'gpt-4o', messages });
    expect([promptTokens, heldTokens]).toEqual([7 + 50_000 - 2_500 + 85, 7 + 190_000 + 85]);
  });

  // What a guess at another vendor's tokens added passed for counted: a prompt that fits was refused as too long.
  it.each([
    [1.25, 1_258, 252],
    [0.5, 503, 0],
  ])(
    'takes a factor above 1 for a guess, and none below (%s)',
    async (factor, promptTokens, estimatedTokens) => {
      const messages = [user({ type: 'text', text: `hello${' hello'.repeat(998)}` })];
      const measured = await measureChatPrompt({ model: 'gemma', messages, factor });
      expect(measured).toMatchObject({ promptTokens, estimatedTokens });
    },
  );
});

// A prompt that was refused for its length had been counted to its end first.
describe('measureChatPrompt of more than a model takes', () => {
  const long = { type: 'text', text: 'one two '.repeat(64 * 1024) } as const;

  it.each([undefined, 1.25, 0.8])('gives up once it has counted more (factor %s)', async (factor) => {
    const messages = [user(long), user(long)];
    const { promptTokens } = await measureChatPrompt({ model: 'gpt-4o', messages, factor }, 5_000);
    expect(promptTokens).toBeGreaterThan(5_000);
    expect(promptTokens).toBeLessThan(64 * 1024);
  });

  it.each<[string, ChatPrompt]>([
    ['is within the limit', { model: 'gpt-4o', messages: [user(long)] }],
    [
      'is beyond it by an estimate alone',
      {
        model: 'gpt-4o',
        messages: [user(long, { type: 'file', bytes: pdf('%PDF-1.4\n', pageObjects(1_000)) })],
      },
    ],
  ])('counts to the end what %s', async (_, prompt) => {
    expect(await measureChatPrompt(prompt, 1_000_000)).toEqual(await measureChatPrompt(prompt));
  });
});

describe('measureChatPrompt of many files', () => {
  beforeEach(() => void vi.mocked(inflate).mockClear());

  // The budget was for each file: 92 small ones in a request of 4 MB unpacked to 3 GB, and held the process up for seconds.
  it('unpacks no more of all of them than of one, and then takes them for more than any model takes', async () => {
    const bytes = pdf('%PDF-1.7\n', pageObjects(1), ...Array(32).fill(objectStream(Buffer.alloc(1_000_000))));
    const files = Array.from({ length: 92 }, () => ({ type: 'file' as const, bytes }));
    const { heldTokens } = await measureChatPrompt({ model: 'gpt-4o', messages: [user(...files)] });
    expect(heldTokens).toBeGreaterThan(10_000_000);
    expect(vi.mocked(inflate).mock.calls.length).toBeLessThan(20);
  });

  it('begins to unpack none of them after one that can’t be', async () => {
    const bomb = pdf('%PDF-1.7\n', pageObjects(1), objectStream(Buffer.alloc(2_000_000)));
    const files = Array.from({ length: 92 }, () => ({ type: 'file' as const, bytes: bomb }));
    await measureChatPrompt({ model: 'gpt-4o', messages: [user(...files)] });
    expect(inflate).toHaveBeenCalledOnce();
  });

  // One file whose checksum was cut off made all that came after it unreadable.
  it('goes on to read others after one that is broken', async () => {
    const broken = pdf('%PDF-1.7\n', pageObjects(1), pdfStream(5, 'text').subarray(0, -30));
    const read = pdf('%PDF-1.7\n', pageObjects(1), pdfStream(5, 'text'));
    const files = [broken, read, read].map((bytes) => ({ type: 'file' as const, bytes }));
    await measureChatPrompt({ model: 'gpt-4o', messages: [user(...files)] });
    expect(inflate).toHaveBeenCalledTimes(3);
  });

  it('reads one of many small streams', async () => {
    const bytes = pdf('%PDF-1.7\n', pageObjects(1), ...Array(4_500).fill(pdfStream(5, '(a) Tj')));
    const messages = [user({ type: 'file', bytes })];
    const { promptTokens, heldTokens } = await measureChatPrompt({ model: 'gpt-4o', messages });
    expect(heldTokens).toBeLessThan(1_000_000);
    expect(heldTokens).toBeGreaterThanOrEqual(promptTokens);
  });

  it('reads many that are large by their pictures', async () => {
    const image = `5 0 obj << /Subtype /Image /Filter /DCTDecode >>\nstream\n${'\xff'.repeat(4_000_000)}\nendstream endobj`;
    const bytes = pdf('%PDF-1.7\n', pageObjects(1), image);
    const files = Array.from({ length: 8 }, () => ({ type: 'file' as const, bytes }));
    const { promptTokens } = await measureChatPrompt({ model: 'gpt-4o', messages: [user(...files)] });
    expect(promptTokens).toBe(7 + 8 * (1_500 + 85));
  });

  it('lets others have their turn while it reads one', async () => {
    // Not packed, as what waits for a thread lets others have it anyway; and all but tags, so that it is not the counting.
    const bytes = zip({ 'a.xml': `<a>${'<b></b>'.repeat(400_000)}hello</a>` }, 'stored');
    // Loading it is waited for, too.
    await loadEncoding('o200k_base');
    const measuring = measureChatPrompt({ model: 'gpt-4o', messages: [user({ type: 'file', bytes })] });
    expect(await turnsDuring(measuring)).toBeGreaterThan(4);
  });
});
