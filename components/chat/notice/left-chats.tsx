'use client';

import { useEffect } from 'react';
import type { UserId } from '@/lib/ids';
import { leaveMissing } from '../composer/leave-if-missing';

/** Goes on looking for what was sent from chats that are closed, after a reload or a sign-in, so that nothing is lost. */
export function LeftChats({ userId }: { userId: UserId }) {
  useEffect(() => leaveMissing(userId), [userId]);

  return null;
}
