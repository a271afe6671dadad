// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ModelChoice } from '@/lib/models';
import { modelChoice } from '@/lib/models/testing/model-choice';
import { button, press, typeInto } from '@/tests/support/hands';
import { reactRoot } from '@/tests/support/react-root';
import { uploadedFiles } from '../attach/attached';
import { type Attachments, useAttachments } from '../attach/use-attachments';
import type { Outgoing } from '../outgoing';
import { Composer } from './composer';

const { show, reload } = reactRoot();
const file = (name: string) =>
  ({ type: 'file', mediaType: 'text/plain', filename: name, url: `/api/attachments/${name}` }) as const;
const onSend = vi.fn<(outgoing: Outgoing) => void>();

let attachments: Attachments;
let allow: (isAllowed: boolean) => void;

interface ChatProps {
  usedTokens?: number;
  model?: ModelChoice;
  takenBack?: Outgoing;
}

/** What is sent waits until `allow` is called, as where the person is asked. */
function Chat({ usedTokens = 0, model = modelChoice(null), takenBack }: ChatProps) {
  attachments = useAttachments('chat');
  return (
    <Composer
      draftId="chat"
      takenBack={takenBack}
      phase="idle"
      model={model}
      attachments={attachments}
      usedTokens={usedTokens}
      allows={() =>
        new Promise((resolve) => {
          allow = resolve;
        })
      }
      onSend={onSend}
      onStop={() => undefined}
    >
      {null}
    </Composer>
  );
}

const field = () => document.querySelector('textarea');
const type = (text: string) => typeInto(field(), text);
const attach = (name: string) => act(async () => attachments.putBack([file(name)]));

// It was lost with what was sent.
describe('what is typed or attached until the question about an expensive message is loaded', () => {
  beforeEach(async () => {
    onSend.mockReset();
    await show(<Chat />);
    await attach('a.txt');
    await type('One?');
    await press('Send');
  });

  it('stays in the composer, also over a reload, when the message is sent', async () => {
    await type('One? Two?');
    await attach('b.txt');
    await act(async () => allow(true));
    expect(onSend.mock.calls).toEqual([[{ text: 'One?', files: [file('a.txt')] }]]);
    expect(field()?.value).toBe(' Two?');
    expect(uploadedFiles(attachments.items)).toEqual([file('b.txt')]);
    await reload(<Chat />);
    expect(field()?.value).toBe(' Two?');
  });

  it('stays with the whole text where the beginning was changed', async () => {
    await type('Zero? One?');
    await act(async () => allow(true));
    expect(field()?.value).toBe('Zero? One?');
  });

  it('leaves nothing behind where there is none', async () => {
    await act(async () => allow(true));
    await reload(<Chat />);
    expect(field()?.value).toBe('');
    expect(uploadedFiles(attachments.items)).toEqual([]);
  });
});

// Only the ring said so, and of a model that takes fewer tokens than its window has, not even that.
describe('a message that is likely too long with what was said before', () => {
  const model = modelChoice(null, { contextWindow: 4_000, promptTokens: 3_000 });
  const warning = () => document.querySelector('#input-limit')?.textContent;

  it('is told as such before it is sent, and may be sent all the same', async () => {
    await show(<Chat usedTokens={2_999} model={model} />);
    expect(document.querySelector('meter')?.getAttribute('max')).toBe('3000');
    expect(warning()).toBe('');
    await type('What is a token?');
    expect(warning()).toContain('longer than the 3,000 tokens that the model takes');
    expect(button('Send')?.getAttribute('aria-disabled')).not.toBe('true');
  });

  // It came into the page with its words, and was often not read out. Later its number was, at each key.
  it('is told where a screen reader has listened before, and once while more is written', async () => {
    await show(<Chat model={model} />);
    const region = document.querySelector('[role=status]#input-limit');
    await type('word '.repeat(4_000));
    const told = region?.textContent;
    expect(told).toContain('longer than the 3,000 tokens');
    const size = () => region?.nextElementSibling?.textContent;
    const sizeBefore = size();
    await type('word '.repeat(5_000));
    expect(region?.textContent).toBe(told);
    expect(size()).not.toBe(sizeBefore);
  });
});

// It fell to the top of the page, from where a keyboard has a long way back.
describe('the focus of who removes a file', () => {
  beforeEach(async () => {
    // The lists of files are loaded when they are first shown.
    await import('../attach/attachment-chips');
    vi.stubGlobal('fetch', async () => new Response(null, { status: 204 }));
  });

  const remove = async () => {
    await attach('a.txt');
    await act(() => vi.waitFor(() => expect(button('Remove a.txt')).toBeDefined()));
    await act(async () => button('Remove a.txt')?.focus());
    await press('Remove a.txt');
    expect(button('Remove a.txt')).toBeUndefined();
  };
  const onTouch = () =>
    vi.stubGlobal('matchMedia', (query: string) => ({
      matches: query === '(pointer: coarse)',
    }));

  it('is in the field', async () => {
    await show(<Chat />);
    await remove();
    expect(document.activeElement).toBe(field());
  });

  it('is on the button beside it where the field would open the keyboard of a screen', async () => {
    onTouch();
    await show(<Chat />);
    await remove();
    expect(document.activeElement).toBe(button('Send'));
  });

  // Where a touch gives buttons no focus, as on an iPhone.
  it('stays in the field where the person writes', async () => {
    onTouch();
    await show(<Chat />);
    await attach('a.txt');
    await act(() => vi.waitFor(() => expect(button('Remove a.txt')).toBeDefined()));
    field()?.focus();
    await press('Remove a.txt');
    expect(document.activeElement).toBe(field());
  });
});

// It took the focus ten seconds after the chat was opened: the next Enter was to go on elsewhere, and sent it.
describe('a message that comes back into the field', () => {
  const back = (text: string) => show(<Chat takenBack={{ text, files: [] }} />);

  it('takes the focus where the person is at nothing else', async () => {
    await show(<Chat />);
    field()?.blur();
    await back('One?');
    expect(document.activeElement).toBe(field());
    button('Send')?.focus();
    await back('Two?');
    expect(document.activeElement).toBe(field());
  });

  it('leaves the focus where the person types something else', async () => {
    const elsewhere = <input aria-label="Elsewhere" />;
    await show(
      <>
        {elsewhere}
        <Chat />
      </>,
    );
    const input = document.querySelector('input');
    input?.focus();
    await show(
      <>
        {elsewhere}
        <Chat takenBack={{ text: 'One?', files: [] }} />
      </>,
    );
    expect(field()?.value).toBe('One?');
    expect(document.activeElement).toBe(input);
  });
});
