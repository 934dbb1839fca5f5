import { bidRefusalCodes, commandRefusalCodes } from '@gaveldrop/bidding';
import { bidRefusalCodeSchema, commandRefusalCodeSchema } from '@gaveldrop/protocol';
import { expect, test } from 'vitest';

// That the wire has no code which the rules lack does not compile; that it lacks none is for here.
test('[B9] every refusal of a bid has its code on the wire', () => {
  expect(bidRefusalCodes.filter((code) => !bidRefusalCodeSchema.safeParse(code).success)).toEqual([]);
});

test('[L2] every refusal of a command has its code on the wire', () => {
  expect(commandRefusalCodes.filter((code) => !commandRefusalCodeSchema.safeParse(code).success)).toEqual([]);
});
