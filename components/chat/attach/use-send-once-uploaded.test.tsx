// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { modelChoice } from '@/lib/models/testing/model-choice';
import { button, press, typeInto } from '@/tests/support/hands';
import { reactRoot } from '@/tests/support/react-root';
import { Composer } from '../composer/composer';
import type { Outgoing } from '../outgoing';
import type { AttachedState } from './attached';
import { useAttachments } from './use-attachments';

/** The uploads under way, by the name of their file: each ends when a test says so. */
const ends = vi.hoisted(() => new Map<string, (state: AttachedState) => void>());

vi.mock('./upload-file', () => ({
  uploadFile: (file: File) => new Promise<AttachedState>((end) => ends.set(file.name, end)),
}));

const { show } = reactRoot();
const onSend = vi.fn<(outgoing: Outgoing) => void>();
let attachments: ReturnType<typeof useAttachments>;
/** How the person answers whether to send it. */
const allows = vi.fn<() => Promise<boolean>>();
/** Another for each test: uploads go on when a chat is left. */
let chats = 0;
let chatId: string;

function Chat({ draftId, takenBack }: { draftId: string; takenBack?: Outgoing }) {
  attachments = useAttachments(draftId);
  return (
    <Composer
      draftId={draftId}
      takenBack={takenBack}
      phase="idle"
      model={modelChoice(null)}
      attachments={attachments}
      usedTokens={0}
      allows={allows}
      onSend={onSend}
      onStop={() => undefined}
    >
      {null}
    </Composer>
  );
}

const open = (draftId: string, takenBack?: Outgoing) =>
  show(<Chat key={draftId} draftId={draftId} takenBack={takenBack} />);

async function attach(name: string) {
  await act(async () => attachments.add([new File(['a'], name)]));
  await expect.poll(() => ends.has(name)).toBe(true);
}

const file = (name: string) =>
  ({ type: 'file', url: `/${name}`, filename: name, mediaType: 'text/plain' }) as const;
const finish = (name: string, state: AttachedState = { state: 'ready', file: file(name) }) =>
  act(async () => ends.get(name)?.(state));

const field = () => document.querySelector('textarea');
const type = (text: string) => typeInto(field(), text);
const attached = () => attachments.items.map(({ name }) => name);
/** What is said of it, also to screen readers. */
const status = () => document.querySelector('[role=status]')?.textContent ?? '';
const isNotSent = () => status().includes('Not sent:');
const isWaiting = () => status().includes('Sent as soon as the files are uploaded.');

describe('a message that is sent while its files are uploaded', () => {
  beforeEach(async () => {
    onSend.mockReset();
    allows.mockReset().mockResolvedValue(true);
    ends.clear();
    // The lists of files are loaded when they are first shown.
    await import('./attachment-chips');
    chatId = `chat ${++chats}`;
    await open(chatId);
    await attach('a.txt');
    await type('What is this?');
    await press('Send');
    expect(isWaiting()).toBe(true);
    expect(onSend).not.toHaveBeenCalled();
  });

  it('goes once they are, and leaves the composer empty', async () => {
    await finish('a.txt');
    expect(onSend.mock.calls).toEqual([[{ text: 'What is this?', files: [file('a.txt')] }]]);
    expect(isWaiting()).toBe(false);
    expect(field()?.value).toBe('');
    expect(attached()).toEqual([]);
  });

  // The next question went with it, in the middle of a word.
  it('goes as it stood when it was sent: what is typed and attached since stays', async () => {
    await type('What is this? And wh');
    await attach('b.txt');
    await finish('a.txt');
    expect(onSend.mock.calls).toEqual([[{ text: 'What is this?', files: [file('a.txt')] }]]);
    expect(field()?.value).toBe(' And wh');
    expect(attached()).toEqual(['b.txt']);
  });

  it('goes with what was added where it is sent once more', async () => {
    await type('What is this? And why?');
    await press('Send');
    await finish('a.txt');
    expect(onSend.mock.calls).toEqual([[{ text: 'What is this? And why?', files: [file('a.txt')] }]]);
  });

  // There was no way but to remove the file.
  it('stays in the composer where it is called off, and leaves the focus to the field', async () => {
    await act(async () => button('Don’t send yet')?.focus());
    await press('Don’t send yet');
    expect(isWaiting()).toBe(false);
    expect(document.activeElement).toBe(field());
    await finish('a.txt');
    expect(onSend).not.toHaveBeenCalled();
    expect(field()?.value).toBe('What is this?');
    expect(attached()).toEqual(['a.txt']);
  });

  // Where the field was emptied, the files went alone.
  it.each([
    ['its text is deleted', () => type('')],
    ['its text is changed', () => type('Who is this?')],
    ['a file is removed', () => press('Remove a.txt')],
    ['an earlier one is put back before it', () => open(chatId, { text: 'Zero?', files: [] })],
  ])('does not go where %s meanwhile, and says so', async (_, change) => {
    await attach('b.txt');
    await change();
    // It was silent about that, though it had said that it goes.
    expect(isNotSent()).toBe(true);
    await finish('a.txt');
    await finish('b.txt');
    expect(onSend).not.toHaveBeenCalled();
    expect(attached()).toContain('b.txt');
  });

  it('does not go, and says so, where its only file is removed', async () => {
    await press('Remove a.txt');
    // It was silent about that, too.
    expect(isNotSent()).toBe(true);
    expect(onSend).not.toHaveBeenCalled();
    expect(field()?.value).toBe('What is this?');
  });

  it('says no longer that it was not sent once it is', async () => {
    await type('Who is this?');
    await finish('a.txt');
    await press('Send');
    expect(onSend.mock.calls).toEqual([[{ text: 'Who is this?', files: [file('a.txt')] }]]);
    expect(status()).toBe('');
    await attach('b.txt');
    expect(status()).toBe('');
  });

  // It stood there until that file was gone.
  it('says no longer that it was not sent once it is, though a file was attached while that was asked', async () => {
    await type('Who is this?');
    await finish('a.txt');
    let allow: (isAllowed: boolean) => void = () => undefined;
    allows.mockReturnValue(new Promise((resolve) => (allow = resolve)));
    await press('Send');
    await attach('b.txt');
    await act(async () => allow(true));
    expect(onSend.mock.calls).toEqual([[{ text: 'Who is this?', files: [file('a.txt')] }]]);
    expect(attached()).toEqual(['b.txt']);
    expect(status()).toBe('');
  });

  it('says no longer that it was not sent once nothing is left of it', async () => {
    await press('Remove a.txt');
    await type('');
    expect(status()).toBe('');
    await type('Something else');
    expect(status()).toBe('');
  });

  // To who does not see the file it was as if the message had been sent, and the focus came from wherever it was.
  it.each([
    ['fails', () => finish('a.txt', { state: 'failed', problem: 'The server could not be reached.' })],
    [
      'is of a kind that the model does not take',
      () => finish('a.txt', { state: 'ready', file: { ...file('a.txt'), mediaType: 'image/png' } }),
    ],
  ])('does not go where a file of it %s, says so, and leaves the focus where it is', async (_, end) => {
    await attach('b.txt');
    await press('Send');
    await act(async () => field()?.blur());
    await end();
    expect(isNotSent()).toBe(true);
    await finish('b.txt');
    expect(onSend).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(document.body);
    expect(field()?.value).toBe('What is this?');
  });

  it('is a draft of its chat, and not sent, where that is left before', async () => {
    await open('another chat');
    await finish('a.txt');
    expect(attached()).toEqual([]);
    await open(chatId);
    expect(onSend).not.toHaveBeenCalled();
    expect(isWaiting()).toBe(false);
    expect(field()?.value).toBe('What is this?');
    expect(attached()).toEqual(['a.txt']);
  });
});
