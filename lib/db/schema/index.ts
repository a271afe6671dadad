export * from './chats';
export * from './metering';
export * from './users';
