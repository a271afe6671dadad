// @vitest-environment happy-dom
import { act, StrictMode } from 'react';
import { expect, it, vi } from 'vitest';
import { reactRoot } from '@/tests/support/react-root';
import type { AttachedState } from './attached';
import { useAttachments } from './use-attachments';

type End = (state: AttachedState) => void;

/** The uploads under way, by the name of their file: each ends when a test says so. */
const ends = vi.hoisted(() => new Map<string, End>());

vi.mock('./upload-file', () => ({
  uploadFile: (file: File) => new Promise<AttachedState>((end) => ends.set(file.name, end)),
}));

const { show } = reactRoot();
let attachments: ReturnType<typeof useAttachments>;

function Composer({ draftId }: { draftId: string }) {
  attachments = useAttachments(draftId);
  return null;
}

/** The composer of a chat, in the place of the one before. */
async function open(draftId: string) {
  await show(
    <StrictMode>
      <Composer key={draftId} draftId={draftId} />
    </StrictMode>,
  );
}

async function attach(name: string) {
  await act(async () => attachments.add([new File(['a'], name)]));
  await expect.poll(() => ends.has(name)).toBe(true);
}

async function finish(name: string, state: AttachedState = readyState(name)) {
  await act(async () => ends.get(name)?.(state));
}

function readyState(name: string): AttachedState {
  return { state: 'ready', file: { type: 'file', url: `/${name}`, filename: name, mediaType: 'text/plain' } };
}

const shown = () => attachments.items.map(({ name, state }) => `${name}: ${state}`);

it('goes on while its person looks at another chat, and is there when they are back', async () => {
  await open('chat 1');
  await attach('1.txt');
  await open('chat 2');
  expect(shown()).toEqual([]);
  await finish('1.txt');
  expect(shown()).toEqual([]);
  await open('chat 1');
  expect(shown()).toEqual(['1.txt: ready']);
});

it('is shown as it goes on to who is back before its end', async () => {
  await open('chat 3');
  await attach('3.txt');
  await open('chat 4');
  await open('chat 3');
  expect(shown()).toEqual(['3.txt: uploading']);
  expect(attachments.isUploading).toBe(true);
  await finish('3.txt');
  expect(shown()).toEqual(['3.txt: ready']);
  expect(attachments.announcements.map(({ text }) => text)).toEqual(['3.txt is attached.']);
});

it('says why it failed to who was away then', async () => {
  await open('chat 5');
  await attach('5.txt');
  await open('chat 6');
  await finish('5.txt', { state: 'failed', problem: 'The server could not be reached.' });
  await open('chat 5');
  expect(attachments.items).toMatchObject([{ name: '5.txt', problem: 'The server could not be reached.' }]);
});

it('joins the files that were there before', async () => {
  await open('chat 7');
  await attach('7.txt');
  await finish('7.txt');
  await attach('7b.txt');
  await open('chat 8');
  await finish('7b.txt');
  await open('chat 7');
  expect(shown()).toEqual(['7.txt: ready', '7b.txt: ready']);
});

it('is gone once it is removed', async () => {
  await open('chat 9');
  await attach('9.txt');
  await act(async () => attachments.remove(attachments.items[0]?.id ?? ''));
  await finish('9.txt');
  await open('chat 10');
  await open('chat 9');
  expect(shown()).toEqual([]);
});

it('stays with its composer when a new chat gets its name', async () => {
  const rename = (draftId: string) => show(<Composer draftId={draftId} />);
  await rename('new');
  await attach('11.txt');
  await rename('chat 11');
  expect(shown()).toEqual(['11.txt: uploading']);
  await open('chat 12');
  await finish('11.txt');
  await open('new');
  expect(shown()).toEqual([]);
  await open('chat 11');
  expect(shown()).toEqual(['11.txt: ready']);
});
