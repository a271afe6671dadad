export * from './api';
export * from './billing';
export * from './chats';
export * from './embedded-meter';
export * from './metering';
export * from './openmeter-exports';
export * from './rate-limits';
export * from './users';
