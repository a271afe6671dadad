import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { isComposing } from '@/components/ui/is-composing';
import type { ChatMessage } from '@/lib/chats/message';
import { FileChip } from '../attach/file-chip';
import { lengthLimit } from '../composer/input-limit';
import { InputLimitNote } from '../composer/input-limit-note';
import { useSendKey } from '../composer/use-send-key';
import { fileNameOf, type Outgoing, outgoingOf } from '../outgoing';
import { useIsOpen } from '../use-is-open';
import { focusLastPencil } from './focus-last-pencil';
import { readEdit, saveEdit } from './kept-edit';
import { useMessageActions } from './message-actions';

/**
 * A sent message, to be changed and sent anew, by the key that sends or the button. Escape leaves it as it was. What it is
 * changed to is kept over a reload until then. Who leaves it while it is being sent, and not gone yet, holds it back.
 */
export default function EditMessage({
  message,
  takesFocus,
  onClose,
}: {
  message: ChatMessage;
  takesFocus: boolean;
  onClose: () => void;
}) {
  const { edit } = useMessageActions();
  const [{ text, files }, setOutgoing] = useState(() => readEdit(message.id) ?? outgoingOf(message));
  /** Whether the person may be asked before it is sent: until that is loaded, nothing is over the field. */
  const [isSending, setIsSending] = useState(false);
  const isOpen = useIsOpen();
  const field = useRef<HTMLTextAreaElement>(null);
  const { enterKeyHint, sends } = useSendKey();
  const limit = lengthLimit(text);
  const limitId = useId();
  const canSend = (text.trim() !== '' || files.length > 0) && limit.state === 'fine';

  useEffect(() => {
    if (!takesFocus) return;
    const end = field.current?.value.length ?? 0;
    field.current?.focus();
    field.current?.setSelectionRange(end, end);
  }, [takesFocus]);

  function change(outgoing: Outgoing) {
    setOutgoing(outgoing);
    saveEdit(message.id, outgoing);
  }

  function cancel() {
    saveEdit(message.id, undefined);
    onClose();
  }

  async function submit() {
    if (!canSend || isSending) return;
    const list = field.current?.closest('ol') ?? null;
    setIsSending(true);
    const isSent = await edit(message.id, { text: text.trim(), files }, () => isOpen.current);
    setIsSending(false);
    if (!isSent) return;
    saveEdit(message.id, undefined);
    onClose();
    focusLastPencil(list);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape' && !isComposing(event)) cancel();
    if (!sends(event)) return;
    event.preventDefault();
    void submit();
  }

  return (
    <form
      aria-label="Edit message"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      className="ml-auto grid w-full max-w-[36rem] grid-cols-1 gap-2 rounded-2xl border border-input bg-card p-2 has-[textarea:focus-visible]:border-ring"
    >
      {files.length > 0 && (
        <ul aria-label="Attachments" className="flex flex-wrap gap-2">
          {files.map((file) => (
            <FileChip
              key={file.url}
              name={fileNameOf(file)}
              file={file}
              onRemove={() => {
                change({ text, files: files.filter((other) => other !== file) });
                field.current?.focus();
              }}
            />
          ))}
        </ul>
      )}
      <div>
        <textarea
          ref={field}
          dir="auto"
          value={text}
          readOnly={isSending}
          onChange={(event) => change({ text: event.target.value, files })}
          onKeyDown={onKeyDown}
          rows={Math.min(text.split('\n').length, 10)}
          aria-label="Message to send anew"
          aria-invalid={limit.state !== 'fine'}
          aria-describedby={limit.state === 'fine' ? undefined : limitId}
          enterKeyHint={enterKeyHint}
          className="field-sizing-content block max-h-[40dvh] w-full resize-none bg-transparent px-2 py-1.5 leading-relaxed outline-none"
        />
        <InputLimitNote id={limitId} limit={limit} />
      </div>
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p className="mr-auto px-2 text-muted-foreground text-xs">
          What you sent before stays, as a version.
        </p>
        <Button size="sm" variant="outline" onClick={cancel}>
          Cancel
        </Button>
        <Button size="sm" type="submit" aria-disabled={!canSend}>
          Send
        </Button>
      </div>
    </form>
  );
}
