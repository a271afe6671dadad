import { ChevronDown } from 'lucide-react';
import { type ToggleEvent, useId, useRef, useState } from 'react';
import type { ModelChoice } from '@/lib/models';
import { late } from '../late';
import { shortPrice } from './model-price';

const LateModelSearch = late(() => import('./model-search'));

export interface ModelPickerProps {
  models: ModelChoice[];
  model: ModelChoice;
  onChoose: (model: ModelChoice) => void;
}

/** Which model answers next, with its price; and the others, which are searched by typing. */
export function ModelPicker({ models, model, onChoose }: ModelPickerProps) {
  const id = useId();
  const popover = useRef<HTMLDivElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-haspopup="dialog"
        onPointerEnter={LateModelSearch.preload}
        onFocus={LateModelSearch.preload}
        className="flex h-9 min-w-0 cursor-pointer items-center gap-2 rounded-md px-2.5 text-sm hover:bg-accent"
      >
        <span className="sr-only">Model:</span>
        <span className="truncate">{model.name}</span>
        <span className="hidden shrink-0 text-muted-foreground text-xs tabular-nums sm:inline">
          {shortPrice(model.price)}
        </span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-muted-foreground" />
      </button>
      <div
        ref={popover}
        id={id}
        popover="auto"
        role="dialog"
        aria-label="Models"
        onBeforeToggle={(event: ToggleEvent) => setIsOpen(event.newState === 'open')}
        className="m-auto w-[min(26rem,calc(100vw-2rem))] rounded-lg border bg-popover p-1 text-popover-foreground text-sm shadow-lg [position-area:top_span-right] [position-try-fallbacks:flip-block] supports-[position-area:top]:m-1"
      >
        {isOpen && (
          <LateModelSearch
            fallback={<p className="p-3 text-muted-foreground">Loading the models…</p>}
            failed={
              <p role="alert" className="p-3 text-destructive">
                The models could not be loaded. Check your connection, then open this again.
              </p>
            }
          >
            {({ default: ModelSearch }) => (
              <ModelSearch
                models={models}
                model={model}
                onChoose={(choice) => {
                  onChoose(choice);
                  popover.current?.hidePopover();
                }}
              />
            )}
          </LateModelSearch>
        )}
      </div>
    </>
  );
}
