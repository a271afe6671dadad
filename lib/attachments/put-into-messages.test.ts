import { convertToModelMessages, generateText } from 'ai';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { createGate } from '@/tests/support/gate';
import { booksOf, callOf, clientsOf, meteringOf, newUser } from '@/tests/support/metering';
import { type FakeUpstream, startFakeUpstream } from '@/tests/upstream';
import type { ChatMessage } from '../chats/message';
import { attachmentBytes, attachments } from '../db/schema';
import { newId, type UserId } from '../ids';
import { meteredModel } from '../metering/metered-model';
import type { CatalogModel } from '../models/catalog';
import { catalogModelById } from '../models/catalog-by-id';
import { imageTokens } from '../tokens/image-tokens';
import { FileGoneError, FileNotTakenError, TooManyFilesError } from './errors';
import { filePart } from './file-part';
import { putFilesIntoMessages } from './put-into-messages';
import { type SavedFile, saveAttachment } from './save';
import { memoryStorages } from './testing/memory-storage';
import { pdf, png } from './testing/sample-files';

const seeing = { ...catalogModelById('tokentally-demo', 'demo'), accepts: ['text', 'image', 'pdf'] } as const;
const blind = catalogModelById('tokentally-demo', 'demo');
const notes = Buffer.from('Whales sleep with half of their brain.\n');

let upstream: FakeUpstream;

beforeAll(async () => {
  upstream = await startFakeUpstream();
});
afterEach(() => upstream.journal.clear());
afterAll(() => upstream.close());

describeOnDatabases('the files of a conversation', (db) => {
  let userId: UserId;

  beforeEach(async () => {
    userId = await newUser(db());
  });

  const save = (name: string, bytes: Buffer) => saveAttachment({ db: db() }, { userId, name, bytes });
  const put = (messages: ChatMessage[], model: CatalogModel = seeing) =>
    putFilesIntoMessages({ db: db() }, { userId, model }, messages);
  const says = (text: string, ...files: SavedFile[]): ChatMessage => ({
    id: newId(),
    role: 'user',
    parts: [...files.map(filePart), { type: 'text', text }],
  });

  it('are put where they are referred to: text as text, the rest as data', async () => {
    const cat = await save('a "cat".png', png(8, 8));
    const files = [await save('notes.md', notes), cat, await save('report.pdf', pdf(3))];
    const reply: ChatMessage = { id: newId(), role: 'assistant', parts: [{ type: 'text', text: 'Hi' }] };
    const [first, second, third] = await put([
      says('What is this?', ...files),
      reply,
      says('And this?', cat),
    ]);
    const data = (type: string, bytes: Buffer) => `data:${type};base64,${bytes.toString('base64')}`;
    const image = [
      { type: 'text', text: 'Image "a \\"cat\\".png":' },
      { type: 'file', mediaType: 'image/png', filename: 'a "cat".png', url: data('image/png', png(8, 8)) },
    ];
    expect(first?.parts).toEqual([
      { type: 'text', text: `<file name="notes.md">\n${notes}\n</file>` },
      ...image,
      {
        type: 'file',
        mediaType: 'application/pdf',
        filename: 'report.pdf',
        url: data('application/pdf', pdf(3)),
      },
      { type: 'text', text: 'What is this?' },
    ]);
    expect(second).toEqual(reply);
    expect(third?.parts).toEqual([...image, { type: 'text', text: 'And this?' }]);
  });

  it('are refused before anything is sent when the model doesn’t take them; text is taken by all', async () => {
    await put([says('Read this', await save('notes.md', notes))], blind);
    for (const file of [await save('cat.png', png(1, 1)), await save('report.pdf', pdf(1))]) {
      const refusal = put([says('Look', file), says('And now?')], blind);
      await expect(refusal).rejects.toThrow(FileNotTakenError);
      await expect(refusal).rejects.toThrow(`takes no ${file.name === 'cat.png' ? 'images' : 'PDFs'}`);
    }
  });

  it('are named when they are gone, or somebody else’s', async () => {
    const cat = await save('cat.png', png(1, 1));
    const look = [says('Look', cat)];
    await db().delete(attachmentBytes).where(eq(attachmentBytes.attachmentId, cat.id));
    await expect(put(look)).rejects.toThrow('The file “cat.png” is no longer there.');
    userId = await newUser(db());
    await expect(put(look)).rejects.toThrow(FileGoneError);
  });

  // From a storage outside, each may take as long as a person waits at most. All of a conversation took all connections.
  it('are read side by side, four at a time', async () => {
    const { storages } = memoryStorages();
    const file = (name: string) => saveAttachment({ db: db(), storages }, { userId, name, bytes: notes });
    const names = ['one.md', 'two.md', 'three.md', 'four.md', 'five.md'];
    const files: SavedFile[] = [];
    for (const name of names) files.push(await file(name));
    const inner = await storages.open('s3');
    const fourAreRead = createGate();
    fourAreRead.shut();
    let [reads, readsAtOnce] = [0, 0];
    const get: typeof inner.get = async (id) => {
      readsAtOnce = Math.max(readsAtOnce, ++reads);
      if (reads === 4) fourAreRead.open();
      await fourAreRead.passed();
      const bytes = await inner.get(id);
      reads -= 1;
      return bytes;
    };
    const together = { ...storages, open: async () => ({ ...inner, get }) };
    const [message] = await putFilesIntoMessages({ db: db(), storages: together }, { userId, model: blind }, [
      says('Read these', ...files),
    ]);
    expect(message?.parts).toMatchObject([
      ...names.map((name) => ({ text: `<file name="${name}">\n${notes}\n</file>` })),
      { text: 'Read these' },
    ]);
    expect(readsAtOnce).toBe(4);
  });

  it('are not read at all when they are too much for one prompt', async () => {
    const cat = await save('cat.png', png(1, 1));
    await db()
      .update(attachments)
      .set({ sizeBytes: 33 * 1024 * 1024 })
      .where(eq(attachments.id, cat.id));
    await expect(put([says('Look', cat)])).rejects.toThrow(TooManyFilesError);
  });

  // Sixty messages with one file of half the limit were a prompt of thirty times the limit.
  it('count as often as they are sent', async () => {
    const cat = await save('cat.png', png(1, 1));
    await db()
      .update(attachments)
      .set({ sizeBytes: 17 * 1024 * 1024 })
      .where(eq(attachments.id, cat.id));
    await put([says('Look', cat)]);
    await expect(put([says('Look', cat), says('Look again', cat)])).rejects.toThrow(TooManyFilesError);
  });

  for (const api of ['chat', 'responses'] as const) {
    it(`are held for as upstream counts them, and understood there (${api})`, async () => {
      const files = [
        await save('notes.md', notes),
        await save('cat.png', png(640, 480)),
        await save('report.pdf', pdf(3)),
      ];
      const messages = await convertToModelMessages(await put([says('What is this?', ...files)]));
      const call = callOf(userId, { model: seeing });
      const model = meteredModel({ unmetered: clientsOf(upstream.url)[api] }, meteringOf(db()), call);
      const { text } = await generateText({ model, messages });

      const { calls, entries } = await booksOf(db(), userId);
      const [record] = upstream.journal.records();
      expect(entries[0]?.uncachedTokens).toBe(record?.promptTokens);
      expect(calls[0]?.promptTokens).toBe(record?.promptTokens);
      const image = imageTokens('tokentally-demo', { size: { widthPixels: 640, heightPixels: 480 } });
      expect(record?.promptTokens).toBeGreaterThan(image + 3 * 1_500);
      expect(text).toContain('`notes.md`: text of 2 lines, 39 bytes');
      expect(text).toContain('`cat.png`: an image (PNG) of 640 × 480 pixels');
      expect(text).toContain('`report.pdf`: a PDF of 3 pages');
    });
  }
});
