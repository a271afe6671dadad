import { Command, useCommandState } from 'cmdk';
import { Check } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { formatCount } from '@/lib/format';
import type { ModelChoice } from '@/lib/models';
import { cn } from '@/lib/utils';
import { hasWords, takesLine } from './model-facts';
import type { ModelPickerProps } from './model-picker';
import { priceLine } from './model-price';

/** The models, and a field that leaves those which have the typed words. Arrows and Enter choose. */
export default function ModelSearch({ models, model, onChoose }: ModelPickerProps) {
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    // On a phone it would open the keyboard over the list.
    if (matchMedia('(pointer: fine)').matches) field.current?.focus();
  }, []);

  return (
    <Command label="Search models" defaultValue={model.id} filter={hasWords} vimBindings={false} loop>
      <Command.Input
        ref={field}
        placeholder="Search models"
        className="h-10 w-full rounded-md border border-input bg-card px-3 text-base placeholder:text-muted-foreground focus-visible:-outline-offset-1 sm:text-sm"
      />
      <Command.List
        label="Models"
        className="mt-1 max-h-[min(26rem,50dvh)] overflow-y-auto overscroll-contain"
      >
        {models.map((choice) => (
          <ModelItem
            key={choice.id}
            model={choice}
            isChosen={choice.id === model.id}
            onChoose={() => onChoose(choice)}
          />
        ))}
      </Command.List>
      <NothingFound />
    </Command>
  );
}

/** There from the beginning, as a screen reader says only what changes in it. */
function NothingFound() {
  const isEmpty = useCommandState(({ filtered }) => filtered.count === 0);
  return (
    <p role="status" className={cn('text-muted-foreground', isEmpty && 'px-3 py-4')}>
      {isEmpty && 'No model has these words.'}
    </p>
  );
}

function ModelItem(props: { model: ModelChoice; isChosen: boolean; onChoose: () => void }) {
  const { id, name, description, price, contextWindow, accepts } = props.model;
  const takes = takesLine(accepts);
  return (
    <Command.Item
      value={id}
      keywords={[name, description, takes]}
      onSelect={props.onChoose}
      aria-checked={props.isChosen}
      className="flex cursor-pointer gap-2 rounded-md px-2.5 py-2 aria-selected:bg-accent"
    >
      <Check
        aria-hidden
        className={cn('mt-0.5 size-4 shrink-0 text-primary', !props.isChosen && 'invisible')}
      />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{name}</p>
        <p className="text-muted-foreground text-xs leading-relaxed">{description}</p>
        <p className="text-muted-foreground text-xs tabular-nums leading-relaxed">{priceLine(price)}</p>
        <p className="text-muted-foreground text-xs tabular-nums leading-relaxed">
          {formatCount(contextWindow)} context · {takes}
        </p>
      </div>
    </Command.Item>
  );
}
