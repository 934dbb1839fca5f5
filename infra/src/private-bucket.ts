import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

/** A bucket that nobody reaches unless a policy of ours says so. It stays, with what is in it, when the stack goes. */
export const privateBucket = (scope: Construct, id: string): IBucket =>
  // The library's own types do not agree with `exactOptionalPropertyTypes`, hence the cast.
  new Bucket(scope, id, {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
  }) as IBucket;
