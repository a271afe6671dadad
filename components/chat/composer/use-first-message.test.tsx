// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, describe, expect, it } from 'vitest';
import { newId, type UserId } from '@/lib/ids';
import { reactRoot } from '@/tests/support/react-root';
import type { SendOutcome } from '../api/chat-transport';
import { type ChatPlace, keepUnsent, readUnsent, settleUnsent } from './unsent';
import { useFirstMessage } from './use-first-message';

const { show } = reactRoot();

let place: ChatPlace;
let settleFirst: (outcome: SendOutcome) => void;

beforeEach(() => {
  place = { userId: newId<UserId>(), chatId: newId() };
});

function Chat() {
  settleFirst = useFirstMessage(place);
  return null;
}

async function send(outcome: SendOutcome, message = { id: newId(), text: 'Hello', files: [] }) {
  keepUnsent(place, message);
  settleUnsent(place, message.id, outcome);
  await act(async () => settleFirst(outcome));
  return message;
}

const inChat = () => readUnsent(place).map(({ text }) => text);
const inNextChat = () => readUnsent({ userId: place.userId }).map(({ text }) => text);

describe('the first message of a chat', () => {
  it('is left to the next new chat as soon as the server has refused it', async () => {
    await show(<Chat />);
    await send('refused');
    expect([inChat(), inNextChat()]).toEqual([[], ['Hello']]);
  });

  it('stays with the chat when the server could not be reached, until the person leaves', async () => {
    await show(<Chat />);
    await send('unreachable');
    expect([inChat(), inNextChat()]).toEqual([['Hello'], []]);
    await show(null);
    expect([inChat(), inNextChat()]).toEqual([[], ['Hello']]);
  });

  it('is left to the next new chat when the person has gone before it could not be delivered', async () => {
    await show(<Chat />);
    await show(null);
    await send('unreachable');
    expect([inChat(), inNextChat()]).toEqual([[], ['Hello']]);
  });

  it('is left nowhere when it arrived at the second try', async () => {
    await show(<Chat />);
    await send('taken', await send('unreachable'));
    await show(null);
    expect([inChat(), inNextChat()]).toEqual([[], []]);
  });

  it('stays with the chat when the server may have it', async () => {
    await show(<Chat />);
    await send('unclear');
    await show(null);
    expect([inChat(), inNextChat()]).toEqual([['Hello'], []]);
  });
});
