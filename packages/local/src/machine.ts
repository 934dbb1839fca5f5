/** What this machine stands in for: one account in one Region, spelled as the emulators spell them. */
export const machine = {
  accountId: '000000000000',
  region: 'us-east-1',
  partition: 'aws',
  urlSuffix: 'amazonaws.com',
  stackName: 'gaveldrop',
} as const;

/** Credentials that the SDK clients need to have and no emulator checks. */
export const fakeCredentials = { accessKeyId: 'local', secretAccessKey: 'local' } as const;
