import {
  type ClipboardEvent,
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useMemo,
  useRef,
} from 'react';
import type { ModelChoice } from '@/lib/models';
import { roughTokensOf } from '@/lib/tokens/rough-tokens';
import { AttachButton } from '../attach/attach-button';
import { type Attached, attachmentProblem, uploadedFiles } from '../attach/attached';
import { AttachmentPanel } from '../attach/attachment-panel';
import { pastedFiles } from '../attach/pasted-files';
import type { Attachments } from '../attach/use-attachments';
import { useSendOnceUploaded, type Written } from '../attach/use-send-once-uploaded';
import { isUnderWay, type Phase } from '../conversation-state';
import type { Outgoing } from '../outgoing';
import { composerToFocus } from './composer-field';
import { ContextGauge } from './context-gauge';
import { inputLimit, MAX_MESSAGE_CHARACTERS } from './input-limit';
import { InputLimitNote } from './input-limit-note';
import { SendButton } from './send-button';
import { SendNextButton } from './send-next-button';
import { useDraft } from './use-draft';
import { useSendKey } from './use-send-key';

/** Browsers that don't grow a field with its content (`field-sizing`) get this many rows at most. */
const MOST_ROWS = 10;
const INPUT_LIMIT_ID = 'input-limit';

export interface ComposerProps {
  phase: Phase;
  /** What the draft is kept under. */
  draftId: string;
  /** A message that was not sent after all, put before what is typed; a new object for each. */
  takenBack?: Outgoing;
  /** How many tokens the conversation has. */
  usedTokens: number;
  model: ModelChoice;
  attachments: Attachments;
  /** Whether to send this, which the person is asked where it may be expensive. Otherwise it stays in the composer. */
  allows: (outgoing: Outgoing) => Promise<boolean>;
  /** While a reply is under way too: what is sent then has to wait. */
  onSend: (outgoing: Outgoing) => void;
  onStop: () => void;
  /** What is set beside the field, such as the model. */
  children: ReactNode;
}

/** Where a message is written, and sent by a key or the button. What is typed is kept over a reload. */
export function Composer({
  phase,
  draftId,
  takenBack,
  model,
  attachments,
  usedTokens,
  allows,
  onSend,
  onStop,
  children,
}: ComposerProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const focusField = useCallback(() => {
    // On a phone it would open the keyboard over the page.
    if (matchMedia('(pointer: fine)').matches) field.current?.focus();
  }, []);
  const { text, type, takeOut } = useDraft(draftId, takenBack, () => {
    // It may come back by itself, while the person is at something else. Where a click gives buttons no focus, as in Safari, it
    // goes to what is around them.
    const focused = document.activeElement;
    const isOurButton = focused instanceof HTMLButtonElement && focused.form === field.current?.form;
    if (isOurButton || focused?.matches('body, main, [data-scrolls]')) focusField();
  });
  // Of a text that is too long to be sent, the rest is not worth the time at each key.
  const tokens = useMemo(() => roughTokensOf(text.slice(0, MAX_MESSAGE_CHARACTERS)), [text]);
  const limit = inputLimit(text, {
    messageTokens: tokens + attachments.tokens,
    usedTokens,
    mostTokens: model.promptTokens,
  });
  const { items } = attachments;
  const isEmpty = text.trim() === '' && items.length === 0;
  const canBeSent = (item: Attached) => !attachmentProblem(item, model);
  const canSend = !isEmpty && limit.state !== 'too long' && items.every(canBeSent);
  const sendOnceUploaded = useSendOnceUploaded({ text, items }, canBeSent, (sent) => void sendNow(sent));
  const isBusy = isUnderWay(phase);
  const { enterKeyHint, sends } = useSendKey();

  useEffect(() => focusField(), [focusField]);

  function send() {
    if (!canSend) return field.current?.focus();
    if (attachments.isUploading) return sendOnceUploaded.wait();
    sendOnceUploaded.cancel();
    void sendNow({ text, items });
  }

  async function sendNow(written: Written) {
    const outgoing = { text: written.text.trim(), files: uploadedFiles(written.items) };
    if (!(await allows(outgoing))) return;
    // What was typed or attached meanwhile stays: until the question is loaded, nothing is over the field.
    attachments.takeOut(outgoing.files);
    takeOut(written.text);
    // Afterwards, as it may put back what could not be sent before.
    onSend(outgoing);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isBusy) send();
    else if (phase !== 'stopping') onStop();
  }

  function sendByKey(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (!sends(event)) return;
    event.preventDefault();
    send();
  }

  function paste(event: ClipboardEvent) {
    const files = pastedFiles(event.clipboardData);
    if (files.length === 0) return;
    event.preventDefault();
    attachments.add(files);
  }

  return (
    <form
      onSubmit={submit}
      className="rounded-xl border border-input bg-card shadow-sm has-[textarea:focus-visible]:border-ring"
    >
      <AttachmentPanel
        attachments={attachments}
        model={model}
        waitState={sendOnceUploaded.state}
        onRemove={(id) => {
          attachments.remove(id);
          // Its button goes. Who is in the field stays there: the keyboard of a screen would close.
          if (document.activeElement !== field.current) composerToFocus()?.focus({ preventScroll: true });
        }}
        onCancel={sendOnceUploaded.cancel}
      />
      <textarea
        ref={field}
        data-composer
        dir="auto"
        value={text}
        onChange={(event) => type(event.target.value)}
        onKeyDown={sendByKey}
        onPaste={paste}
        rows={Math.min(text.split('\n').length, MOST_ROWS)}
        placeholder="Ask anything"
        aria-label="Message"
        aria-invalid={limit.state === 'too long'}
        aria-describedby={limit.state === 'fine' ? undefined : INPUT_LIMIT_ID}
        enterKeyHint={enterKeyHint}
        className="field-sizing-content block max-h-[min(16rem,40dvh)] min-h-12 w-full resize-none bg-transparent px-4 pt-3.5 pb-1 text-base leading-normal outline-none placeholder:text-muted-foreground"
      />
      <InputLimitNote id={INPUT_LIMIT_ID} limit={limit} />
      <div className="flex items-center justify-between gap-2 p-2">
        <div className="flex min-w-0 items-center">
          <AttachButton
            model={model}
            onFiles={(files) => {
              attachments.add(files);
              focusField();
            }}
          />
          {children}
        </div>
        <div className="flex shrink-0 items-center gap-2">
          <ContextGauge
            usedTokens={usedTokens + attachments.tokens}
            draftTokens={tokens}
            contextTokens={model.promptTokens}
          />
          {isBusy && canSend && <SendNextButton onSend={send} />}
          <SendButton phase={phase} canSend={canSend} />
        </div>
      </div>
    </form>
  );
}
