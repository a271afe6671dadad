export * from './api';
export * from './chats';
export * from './embedded-meter';
export * from './metering';
export * from './rate-limits';
export * from './users';
