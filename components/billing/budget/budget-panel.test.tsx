import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { accountWith } from '@/lib/billing/testing/samples';
import { BudgetPanel } from './budget-panel';

function textOfPanel(mailTo: string | null): string {
  const html = renderToStaticMarkup(
    <BudgetPanel
      budget={{ ok: true, value: null }}
      account={{ ok: true, value: accountWith({}) }}
      mailTo={mailTo}
      save={async () => ({})}
      retryHref="/billing"
    />,
  );
  return html.replaceAll('<!-- -->', '').replace(/<[^>]+>/g, ' ');
}

// Who had changed their sum often waited for a mail that never came.
it('promises no more mails than are sent', () => {
  expect(textOfPanel('ada@example.com')).toContain(
    'You are told here, and by e-mail to ada@example.com (20 mails a period at most), when half,',
  );
});

it('promises no mail where none is sent', () => {
  expect(textOfPanel(null)).toContain('You are told here when half, three quarters, nine tenths and all');
});
