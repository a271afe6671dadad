'use client';

import { useState } from 'react';
import type { FormState } from '@/lib/form-state';
import { FormError } from './form-error';

/**
 * What went wrong when a form was sent. It comes into the page anew with each answer: where the words stay as they are,
 * a screen reader would say nothing of the second refusal.
 */
export function AnswerError({ answer }: { answer: Pick<FormState, 'error'> }) {
  const [shown, setShown] = useState({ answer, count: 0 });
  if (shown.answer !== answer) setShown({ answer, count: shown.count + 1 });
  return <FormError key={shown.count}>{answer.error}</FormError>;
}
