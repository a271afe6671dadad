import Link from 'next/link';
import { buttonVariants } from '@/components/ui/button';
import { TallyMark } from '@/components/ui/tally-mark';
import { currentUser, guestsAllowed } from '@/lib/auth';
import { demoAnswers } from '@/lib/models/demo-answers';
import { PRODUCT_NAME } from '@/lib/product';
import { ReceiptFigure } from './receipt-figure';
import { WayIn } from './way-in';

const PROMISES = [
  {
    title: 'Exactly once',
    text: 'A closed tab, a retry, a crash: what was delivered is on the bill, and never twice.',
  },
  {
    title: 'Exact to the digit',
    text: 'Costs are whole numbers of pico-dollars. Nothing is rounded until you read it.',
  },
  {
    title: 'Before, not after',
    text: 'Each reply is held against your allowance before it is sent. A bill can’t run away.',
  },
];

/** What this is, and the way in. */
export default async function LandingPage() {
  const user = await currentUser();
  return (
    <div className="mx-auto flex min-h-dvh max-w-5xl flex-col px-5 md:px-8">
      <header className="flex h-16 items-center justify-between">
        <span className="flex items-center gap-2 font-semibold">
          <TallyMark className="text-primary" />
          {PRODUCT_NAME}
        </span>
        {user?.kind !== 'member' && (
          <Link href="/sign-in" className={buttonVariants({ variant: 'ghost' })}>
            Sign in
          </Link>
        )}
      </header>
      <main className="grid flex-1 content-center gap-16 py-12">
        <div className="grid items-center gap-12 md:grid-cols-[1.1fr_1fr]">
          <div className="grid gap-6">
            <h1 className="text-balance font-semibold text-4xl leading-[1.1] tracking-tight md:text-6xl">
              Every token, on the bill.
            </h1>
            <p className="max-w-md text-pretty text-lg text-muted-foreground leading-relaxed">
              Chat with AI, and see under each reply what it used and what it cost: counted, priced and added
              up to the last token.
            </p>
            <div className="grid max-w-xs">
              <WayIn user={user} guests={guestsAllowed()} demo={demoAnswers()} />
            </div>
          </div>
          <ReceiptFigure className="justify-self-center md:justify-self-end" />
        </div>
        <ul className="grid gap-8 border-t pt-10 sm:grid-cols-3">
          {PROMISES.map(({ title, text }) => (
            <li key={title} className="grid content-start gap-1.5">
              <h2 className="font-semibold">{title}</h2>
              <p className="text-muted-foreground text-sm leading-relaxed">{text}</p>
            </li>
          ))}
        </ul>
      </main>
    </div>
  );
}
