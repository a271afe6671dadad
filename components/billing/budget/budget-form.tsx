'use client';

import { type SyntheticEvent, useState } from 'react';
import { AnswerError } from '@/components/ui/answer-error';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Label } from '@/components/ui/label';
import { useFormAction } from '@/components/ui/use-form-action';
import type { FormAction } from '@/lib/form-state';

interface BudgetFormProps {
  /** In dollars; empty: there is none. */
  sum: string;
  stop: boolean;
  save: FormAction;
}

/** Sets the sum, and whether it is a stop. What is typed stays when it can't be saved. */
export function BudgetForm({ sum, stop, save }: BudgetFormProps) {
  const [state, send, saving] = useFormAction(save);
  // What it was when something was last typed: from then on, what is in the form is not what was saved.
  const [stateBefore, setStateBefore] = useState(state);
  const isSaved = state !== stateBefore && state.error === undefined && !saving;

  /** React resets a form when its action is done. That shows what is saved, so it is right unless nothing was. */
  function keepWhatWasRefused(event: SyntheticEvent) {
    if (state.error !== undefined) event.preventDefault();
  }

  return (
    <form
      action={send}
      onReset={keepWhatWasRefused}
      onInput={() => setStateBefore(state)}
      className="space-y-3"
    >
      <div className="flex flex-wrap items-end gap-3">
        <div className="w-36 space-y-1.5">
          <Label htmlFor="budget-sum">Dollars a period</Label>
          <Input
            id="budget-sum"
            name="sum"
            inputMode="decimal"
            placeholder="none"
            defaultValue={sum}
            autoComplete="off"
            aria-invalid={state.error !== undefined}
            aria-describedby="budget-error"
            className="tabular-nums"
          />
        </div>
        <label htmlFor="budget-stop" className="flex h-9 cursor-pointer items-center gap-2.5 text-sm">
          {/* With forced colours no background is seen: there it is the browser's checkbox. */}
          <input
            id="budget-stop"
            type="checkbox"
            name="stop"
            defaultChecked={stop}
            className="relative h-5 w-9 shrink-0 cursor-pointer appearance-none rounded-full bg-input transition-colors after:absolute after:top-0.5 after:left-0.5 after:size-4 after:rounded-full after:bg-card after:transition-transform checked:bg-primary checked:after:translate-x-4 forced-colors:w-5 forced-colors:appearance-auto forced-colors:after:hidden"
          />
          Stop at this sum
        </label>
        <div className="flex items-center gap-3">
          <Button type="submit" variant="outline" aria-disabled={saving}>
            {saving ? 'Saving…' : 'Save'}
          </Button>
          <p role="status" className="text-muted-foreground text-sm">
            {isSaved && 'Saved'}
          </p>
        </div>
      </div>
      <div id="budget-error" className="empty:hidden">
        <AnswerError answer={state} />
      </div>
    </form>
  );
}
