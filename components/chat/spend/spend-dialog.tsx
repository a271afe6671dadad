import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { formatCount } from '@/lib/format';
import type { ModelChoice } from '@/lib/models';
import { formatUsd } from '@/lib/money';
import { priceLine } from '../composer/model-price';
import { mayCost } from './may-cost';
import type { SpendQuestion } from './use-spend-guard';

const MOST = 'This is the most: the prompt counts at its dearest rate, and most replies are shorter.';
const WITH_TOOLS =
  'The prompt counts at its dearest rate, and most replies are shorter. Each use of a tool asks the model again, and adds to it.';

/** Says what a message can cost, and asks whether to send it. The focus is on the answer that costs nothing. */
export default function SpendDialog({
  model,
  question: { estimate, answer },
}: {
  model: ModelChoice;
  question: SpendQuestion;
}) {
  return (
    <Dialog open onClose={() => answer(false)} title={`This ${mayCost(estimate)}`}>
      <dl className="mt-4 grid grid-cols-[1fr_auto] gap-x-4 gap-y-2 text-sm tabular-nums">
        <Line name={`Prompt: about ${formatCount(estimate.promptTokens)} tokens`}>
          {about(estimate.promptPico)}
        </Line>
        <Line name={`Reply: ${formatCount(estimate.replyTokens)} tokens at most`}>
          {formatUsd(estimate.replyPico)}
        </Line>
        {estimate.allowancePico !== undefined && (
          <Line name="Left this month, so no more than">{formatUsd(estimate.allowancePico)}</Line>
        )}
      </dl>
      <p className="mt-4 text-muted-foreground text-xs leading-relaxed">
        {model.name}: {priceLine(model.price)}. {estimate.isMost ? MOST : WITH_TOOLS} You set in the chat
        settings above which sum you are asked.
      </p>
      <div className="mt-5 flex justify-end gap-2">
        <Button variant="outline" onClick={() => answer(false)}>
          Don’t send
        </Button>
        <Button onClick={() => answer(true)}>Send</Button>
      </div>
    </Dialog>
  );
}

function Line({ name, children }: { name: string; children: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="text-right font-medium">{children}</dd>
    </>
  );
}

function about(pico: Parameters<typeof formatUsd>[0]): string {
  return `about ${formatUsd(pico)}`;
}
