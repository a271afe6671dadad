import { type FormEvent, useId, useState, useTransition } from 'react';
import { changeSettings } from '@/app/chat/actions';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { failed } from '@/components/ui/failed-action';
import { Label } from '@/components/ui/label';
import { type ChatSettings, LONGEST_INSTRUCTIONS } from '@/lib/chats/message';
import { formatCount } from '@/lib/format';
import type { UserId } from '@/lib/ids';
import { readAskAboveUsd, saveAskAboveUsd } from '../spend/ask-above';
import { AskAboveField } from '../spend/ask-above-field';

/** Where the slider stands when it is switched on: most vendors' own choice. */
const USUAL_TEMPERATURE = 1;

/** How the model is asked in this chat. A chat that isn't saved yet (`chatId` undefined) takes them with its first message. */
export default function SettingsDialog({
  userId,
  chatId,
  settings,
  onChange,
  onClose,
}: {
  userId: UserId;
  chatId: string | undefined;
  settings: ChatSettings;
  onChange: (settings: ChatSettings) => void;
  onClose: () => void;
}) {
  const id = useId();
  const [instructions, setInstructions] = useState(settings.instructions);
  const [temperature, setTemperature] = useState(settings.temperature);
  const [askAboveUsd, setAskAboveUsd] = useState(() => readAskAboveUsd(userId));
  const [failure, setFailure] = useState<string>();
  const [isSaving, startSaving] = useTransition();

  function save(event: FormEvent) {
    event.preventDefault();
    const changed = { instructions: instructions.trim(), temperature };
    const { length } = changed.instructions;
    if (length > LONGEST_INSTRUCTIONS) return setFailure(tooLong(length));
    startSaving(async () => {
      const result = chatId ? await changeSettings(chatId, changed).catch(failed) : { done: true as const };
      if (!result.done) return setFailure(result.message);
      saveAskAboveUsd(userId, askAboveUsd);
      onChange(changed);
      onClose();
    });
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title="Chat settings"
      // What is typed, or a failure, would be lost by a slip.
      isHeld={isSaving || instructions !== settings.instructions}
    >
      <form onSubmit={save} className="mt-4 grid gap-5">
        <div className="grid gap-1.5">
          <Label htmlFor={`${id}-instructions`}>Instructions</Label>
          <textarea
            id={`${id}-instructions`}
            dir="auto"
            value={instructions}
            onChange={(event) => setInstructions(event.target.value)}
            rows={5}
            placeholder="How should the model answer in this chat?"
            className="w-full resize-y rounded-md border border-input bg-card px-3 py-2 text-base placeholder:text-muted-foreground sm:text-sm"
          />
        </div>
        <div className="grid gap-1.5">
          <label className="flex items-center gap-2 text-sm">
            <input
              type="checkbox"
              checked={temperature !== null}
              onChange={(event) => setTemperature(event.target.checked ? USUAL_TEMPERATURE : null)}
            />
            Set the temperature
          </label>
          {temperature !== null && (
            <div className="flex items-center gap-3">
              <input
                type="range"
                aria-label="Temperature"
                min={0}
                max={2}
                step={0.1}
                value={temperature}
                onChange={(event) => setTemperature(event.target.valueAsNumber)}
                className="flex-1 accent-primary"
              />
              <output className="w-8 text-right text-sm tabular-nums">{temperature.toFixed(1)}</output>
            </div>
          )}
          <p className="text-muted-foreground text-xs leading-relaxed">
            Low is steady, high is varied. Models that think before they answer take none.
          </p>
        </div>
        <AskAboveField usd={askAboveUsd} onChange={setAskAboveUsd} />
        {failure && (
          <p role="alert" className="text-destructive text-sm">
            {failure}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button variant="outline" aria-disabled={isSaving} onClick={isSaving ? undefined : onClose}>
            Cancel
          </Button>
          <Button type="submit" aria-disabled={isSaving}>
            {isSaving ? 'Saving…' : 'Save'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function tooLong(length: number): string {
  return `The instructions have ${formatCount(LONGEST_INSTRUCTIONS)} characters at most. These have ${formatCount(length)}.`;
}
