import { ChevronDown } from 'lucide-react';
import { useId } from 'react';
import { Menu, MenuChoice } from '@/components/ui/menu';
import type { ModelChoice } from '@/lib/models';
import { priceLine, shortPrice } from './model-price';

const count = new Intl.NumberFormat('en');

export interface ModelPickerProps {
  models: ModelChoice[];
  model: ModelChoice;
  onChoose: (model: ModelChoice) => void;
}

/** Which model answers next, with its price; and the others. */
export function ModelPicker({ models, model, onChoose }: ModelPickerProps) {
  const menuId = useId();
  return (
    <>
      <button
        type="button"
        popoverTarget={menuId}
        aria-haspopup="menu"
        className="flex h-9 min-w-0 cursor-pointer items-center gap-2 rounded-md px-2.5 text-sm hover:bg-accent"
      >
        <span className="sr-only">Model:</span>
        <span className="truncate">{model.name}</span>
        <span className="hidden shrink-0 text-muted-foreground text-xs tabular-nums sm:inline">
          {shortPrice(model.price)}
        </span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-muted-foreground" />
      </button>
      <Menu
        id={menuId}
        aria-label="Models"
        className="w-[min(24rem,calc(100vw-2rem))] [position-area:top_span-right]"
      >
        {models.map((choice) => (
          <MenuChoice key={choice.id} checked={choice.id === model.id} onChoose={() => onChoose(choice)}>
            <span className="block font-medium">{choice.name}</span>
            <span className="block text-muted-foreground text-xs leading-relaxed">{choice.description}</span>
            <span className="block text-muted-foreground text-xs tabular-nums leading-relaxed">
              {priceLine(choice.price)} · {count.format(choice.contextWindow)} context
            </span>
          </MenuChoice>
        ))}
      </Menu>
    </>
  );
}
