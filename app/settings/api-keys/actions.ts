'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { changeKey } from '@/lib/api-keys/change';
import { createKey } from '@/lib/api-keys/create';
import { revokeKey } from '@/lib/api-keys/revoke';
import { rotateKey } from '@/lib/api-keys/rotate';
import { requireUser } from '@/lib/auth';
import { getDb } from '@/lib/db/client';
import { NotFoundError } from '@/lib/errors';
import { type FormState, showingErrors } from '@/lib/form-state';
import { type ApiKeyId, idSchema, type UserId } from '@/lib/ids';
import { parseUsd } from '@/lib/money';
import { IS_NAME } from '@/lib/name';
import { HOW_TO_WRITE_USD, usdField } from '@/lib/usd-field';

const PAGE = '/settings/api-keys';
const DAY_MS = 24 * 60 * 60 * 1000;

const MOST_MODELS = 200;
const NOT_OF_THE_LIST = 'Choose models from the list.';

const keyForm = z.object({
  name: z
    .string()
    .trim()
    .min(1, 'Give the key a name.')
    .max(100, 'The name may have 100 characters.')
    .regex(IS_NAME, 'Write the name in one line, without control characters.'),
  spendLimit: usdField(`Write the limit ${HOW_TO_WRITE_USD}.`),
  models: z
    .array(z.string().max(200, NOT_OF_THE_LIST).regex(IS_NAME, NOT_OF_THE_LIST))
    .max(MOST_MODELS, `Choose ${MOST_MODELS} models at most, or none for all.`),
});
const EXPIRIES = ['', '30', '90', '365'] as const;
const newKeyForm = keyForm.extend({ expiresInDays: z.enum(EXPIRIES) });
const changedKeyForm = keyForm.extend({
  id: idSchema<ApiKeyId>(),
  expiresInDays: z.enum(['unchanged', ...EXPIRIES]),
  shownName: z.string(),
  shownSpendLimit: z.string(),
  shownModels: z.array(z.string()),
});

/** @returns the key, for the only time */
export async function makeKey(_: FormState<string>, form: FormData): Promise<FormState<string>> {
  const parsed = newKeyForm.safeParse(fieldsOf(form));
  if (!parsed.success) return { error: parsed.error.issues[0]?.message };
  const { expiresInDays, ...rest } = parsed.data;
  return changing(async (userId) => {
    const wishes = { ...wishesOf(rest), expiresAt: expiryIn(expiresInDays) };
    const { key } = await createKey(await getDb(), { userId, ...wishes });
    return { value: key };
  });
}

/** Changes of a key what is not as it was shown: the rest may be otherwise by now. */
export async function editKey(_: FormState, form: FormData): Promise<FormState> {
  const parsed = changedKeyForm.safeParse(fieldsOf(form));
  if (!parsed.success) return { error: parsed.error.issues[0]?.message };
  const { id, expiresInDays, shownName, shownSpendLimit, shownModels, ...rest } = parsed.data;
  const { name, spendLimitPico, models } = wishesOf(rest);
  return changing(async (userId) => {
    const change = {
      name: name === shownName ? undefined : name,
      spendLimitPico: rest.spendLimit === shownSpendLimit ? undefined : spendLimitPico,
      models: areSame(rest.models, shownModels) ? undefined : models,
      expiresAt: expiresInDays === 'unchanged' ? undefined : expiryIn(expiresInDays),
    };
    await changeKey(await getDb(), { userId, id, change });
    return {};
  });
}

function fieldsOf(form: FormData) {
  const [models, shownModels] = [form.getAll('models'), form.getAll('shownModels')];
  return { ...Object.fromEntries(form), models, shownModels };
}

function areSame(some: string[], others: string[]): boolean {
  return some.length === others.length && some.every((each) => others.includes(each));
}

function wishesOf({ name, spendLimit, models }: z.infer<typeof keyForm>) {
  return {
    name,
    spendLimitPico: spendLimit ? parseUsd(spendLimit) : null,
    models: models.length > 0 ? models : null,
  };
}

/** @param days none: never */
function expiryIn(days: (typeof EXPIRIES)[number]): Date | null {
  return days ? new Date(Date.now() + Number(days) * DAY_MS) : null;
}

const rotateForm = z.object({
  id: idSchema<ApiKeyId>(),
  overlapSeconds: z.coerce.number().int().min(0).max(604_800),
});

/** @returns the new key, for the only time */
export async function replaceKey(_: FormState<string>, form: FormData): Promise<FormState<string>> {
  const { id, overlapSeconds } = rotateForm.parse(Object.fromEntries(form));
  return changing(async (userId) => ({
    value: await rotateKey(await getDb(), { userId, id, overlapSeconds }),
  }));
}

/** Revokes a key of the signed-in user: no request with it is answered any more. */
export async function endKey(_: FormState, form: FormData): Promise<FormState> {
  const id = idSchema<ApiKeyId>().parse(form.get('id'));
  return changing(async (userId) => {
    await revokeKey(await getDb(), { userId, id });
    return {};
  });
}

function changing<Value>(change: (userId: UserId) => Promise<FormState<Value>>): Promise<FormState<Value>> {
  return showingErrors(async () => {
    const { id } = await requireUser();
    try {
      const state = await change(id);
      revalidatePath(PAGE);
      return state;
    } catch (error) {
      // It was revoked meanwhile, in another tab, say: the list doesn't know yet.
      if (error instanceof NotFoundError) revalidatePath(PAGE);
      throw error;
    }
  });
}
