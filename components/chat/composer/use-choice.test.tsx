// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, describe, expect, it } from 'vitest';
import { newId, type UserId } from '@/lib/ids';
import type { ModelChoice } from '@/lib/models';
import { modelChoice } from '@/lib/models/testing/model-choice';
import { reactRoot } from '@/tests/support/react-root';
import type { SendOutcome } from '../api/chat-error';
import { draftIdOf } from './draft';
import { readChoice } from './kept-choice';
import {
  type ChatPlace,
  forgetArrived,
  keepUnsent,
  leaveOnceClosed,
  leaveToNewChat,
  settleUnsent,
} from './unsent';
import { useChoice, useKeptChoice } from './use-choice';
import { useDraftId } from './use-draft-id';

const [dear, cheap] = [modelChoice(null, { id: 'dear' }), modelChoice(null, { id: 'cheap' })];
const PIRATE = { instructions: 'Talk like a pirate.', temperature: 0.5 };
const POET = { instructions: 'Talk in verse.', temperature: null };
const NONE = { instructions: '', temperature: null };
const { show, reload } = reactRoot();

let place: ChatPlace;
let choice: ReturnType<typeof useChoice>;

beforeEach(() => {
  place = { userId: newId<UserId>(), chatId: newId() };
});

const ALL: [ModelChoice, ...ModelChoice[]] = [dear, cheap];
const initialModelOf = (isRemembered: boolean) => (isRemembered ? 'dear' : undefined);

function Chat({
  isNew = false,
  settings = NONE,
  chatId = place.chatId,
  models = ALL,
  isModelRemembered = true,
}) {
  choice = useChoice(models, { modelId: initialModelOf(isModelRemembered), settings });
  useKeptChoice(useDraftId({ ...place, chatId }, isNew), isNew, choice);
  return null;
}

const change = (changed: Parameters<typeof choice.change>[0]) => act(async () => choice.change(changed));

/** Sends the first message, or the next, with the model that is chosen. */
async function send(isModelRemembered = true) {
  const message = { id: newId(), text: 'Hello', files: [], modelId: choice.model.id };
  keepUnsent(place, message);
  await show(<Chat isModelRemembered={isModelRemembered} />);
  return (outcome: SendOutcome, modelId = choice.model.id) =>
    settleUnsent(place, message.id, outcome, modelId);
}

// The text came back after a reload, and what was chosen beside it was silently gone.
describe('the settings of a new chat', () => {
  beforeEach(async () => {
    await show(<Chat isNew />);
    await change({ settings: PIRATE });
  });

  it('are kept over a reload, before anything is sent', async () => {
    await reload(<Chat isNew />);
    expect(choice.settings).toEqual(PIRATE);
  });

  it('go to the next new chat with a first message that was refused', async () => {
    const settle = await send();
    settle('refused');
    leaveToNewChat(place);
    await reload(<Chat isNew chatId={newId()} />);
    expect(choice.settings).toEqual(PIRATE);
  });

  // Those of the chat that is open were gone after a reload.
  it.each([
    ['come to the new chat that is open by then', undefined, PIRATE],
    ['leave that what was chosen in it', POET, POET],
  ])('go with a first message that is given back late: they %s', async (_, chosen, expected) => {
    const settle = await send();
    await show(<Chat key="next" isNew chatId={newId()} />);
    if (chosen) await change({ settings: chosen });
    settle('unreachable');
    await act(async () => void leaveOnceClosed(place));
    expect(choice.settings).toEqual(expected);
    await reload(<Chat isNew chatId={newId()} />);
    expect(choice.settings).toEqual(expected);
  });

  it('are not those of the next new chat once a message is sent, and forgotten when the server has it', async () => {
    const settle = await send();
    await show(<Chat key="next" isNew chatId={newId()} />);
    expect(choice.settings).toEqual(NONE);
    settle('taken');
    expect(sessionStorage).toHaveLength(0);
  });
});

// The next message was answered, and billed, by the model that the person had turned away from.
describe('the model of a chat', () => {
  beforeEach(() => show(<Chat />));

  it('is kept over a reload when it was chosen for a message that is not sent yet', async () => {
    await change({ modelId: 'cheap' });
    await reload(<Chat />);
    expect(choice.model.id).toBe('cheap');
  });

  it('is as the server has it once a message was sent to it', async () => {
    await change({ modelId: 'cheap' });
    const settle = await send();
    settle('taken');
    await reload(<Chat />);
    expect(choice.model.id).toBe('dear');
  });

  it('is kept when it was chosen while a message to another was on its way', async () => {
    const settle = await send();
    await change({ modelId: 'cheap' });
    settle('taken', 'dear');
    await reload(<Chat />);
    expect(choice.model.id).toBe('cheap');
  });

  // The sent model was kept anew, over one that was chosen elsewhere since.
  it('is as the server has it after a message was sent, also when the settings are changed then', async () => {
    await change({ modelId: 'cheap' });
    const settle = await send();
    settle('taken');
    await change({ settings: PIRATE });
    await reload(<Chat />);
    expect(choice.model.id).toBe('dear');
  });

  // It stayed for as long as the tab was open.
  it('is as the server has it where a message arrived, and the answer was never seen', async () => {
    await change({ modelId: 'cheap' });
    const message = { id: newId(), text: 'Hello', files: [], modelId: 'cheap' };
    keepUnsent(place, message);
    await reload(<Chat />);
    forgetArrived(place, [message.id]);
    await change({ settings: PIRATE });
    await reload(<Chat />);
    expect(choice.model.id).toBe('dear');
  });

  it('is as the server has it when the one that was chosen is not offered any more, nor kept', async () => {
    await change({ modelId: 'cheap' });
    await reload(<Chat models={[dear]} />);
    expect(choice.model.id).toBe('dear');
    expect(readChoice(draftIdOf(place.userId, place.chatId))).toEqual({});
  });

  // It was kept, and not read.
  it('is kept in a new chat where the browser does not remember the one that was chosen last', async () => {
    await show(<Chat key="new" isNew isModelRemembered={false} />);
    await change({ modelId: 'cheap' });
    await reload(<Chat isNew isModelRemembered={false} />);
    expect(choice.model.id).toBe('cheap');
  });

  it('goes on from there with a first message that was refused', async () => {
    await show(<Chat key="new" isNew isModelRemembered={false} />);
    await change({ modelId: 'cheap' });
    await reload(<Chat isNew isModelRemembered={false} />);
    const settle = await send(false);
    settle('refused');
    leaveToNewChat(place);
    await reload(<Chat isNew chatId={newId()} isModelRemembered={false} />);
    expect(choice.model.id).toBe('cheap');
  });

  it('is not kept in a new chat, which has the one that was chosen last', async () => {
    await show(<Chat key="new" isNew />);
    await change({ modelId: 'cheap' });
    await reload(<Chat isNew />);
    expect(choice.model.id).toBe('dear');
  });
});

it('what was set in a chat that the server has is read from there', async () => {
  await show(<Chat />);
  await change({ settings: PIRATE });
  await reload(<Chat settings={{ ...NONE, instructions: 'Be brief.' }} />);
  expect(choice.settings.instructions).toBe('Be brief.');
});
