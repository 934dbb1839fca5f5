import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Aws, Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { privateBucket } from './private-bucket.ts';

/**
 * What the pages may do. Scripts come from here only. Pictures of lots and the issuer are other people's, and the HTTP
 * API cannot be named: it names this site among its origins, and neither can be made before the other. Hence whole
 * schemes. The unencrypted ones are for a site on one's own machine: a page that came over TLS cannot use them.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' https: data: blob:",
  "font-src 'self'",
  "connect-src 'self' https: wss: http: ws:",
  "manifest-src 'self'",
  "frame-src 'self' blob:",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ');

const securityHeaders: cloudfront.ResponseSecurityHeadersBehavior = {
  contentSecurityPolicy: { contentSecurityPolicy, override: true },
  contentTypeOptions: { override: true },
  frameOptions: { frameOption: cloudfront.HeadersFrameOption.DENY, override: true },
  referrerPolicy: {
    referrerPolicy: cloudfront.HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN,
    override: true,
  },
  strictTransportSecurity: {
    accessControlMaxAge: Duration.days(365),
    includeSubdomains: true,
    override: true,
  },
};

/** Where the pages are served from: a private bucket behind CloudFront. */
export class Site extends Construct {
  readonly bucket: IBucket;
  readonly distribution: cloudfront.Distribution;
  /** The site's origin, without a slash at its end. */
  readonly url: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);

    this.bucket = privateBucket(this, 'Bucket');

    // These three are called by their names all over the account, whatever the region.
    const called = (what: string): string => `${Aws.STACK_NAME}-${Aws.REGION}-${what}`;

    const origin = origins.S3BucketOrigin.withOriginAccessControl(this.bucket, {
      originAccessControl: new cloudfront.S3OriginAccessControl(this, 'Access', {
        originAccessControlName: called('site'),
      }),
    });
    const pages = new cloudfront.ResponseHeadersPolicy(this, 'PageHeaders', {
      responseHeadersPolicyName: called('pages'),
      securityHeadersBehavior: securityHeaders,
      // A page is asked for anew each time (a cheap 304), so that nobody bids on yesterday's page.
      customHeadersBehavior: {
        customHeaders: [{ header: 'Cache-Control', value: 'no-cache', override: true }],
      },
    });
    const hashed = new cloudfront.ResponseHeadersPolicy(this, 'HashedFileHeaders', {
      responseHeadersPolicyName: called('hashed-files'),
      securityHeadersBehavior: securityHeaders,
      // The build puts a hash of the content into these names.
      customHeadersBehavior: {
        customHeaders: [
          { header: 'Cache-Control', value: 'public, max-age=31536000, immutable', override: true },
        ],
      },
    });
    const served = { origin, viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS };

    this.distribution = new cloudfront.Distribution(this, 'Distribution', {
      defaultRootObject: 'index.html',
      httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
      defaultBehavior: { ...served, responseHeadersPolicy: pages },
      additionalBehaviors: { 'assets/*': { ...served, responseHeadersPolicy: hashed } },
    });
    this.url = `https://${this.distribution.distributionDomainName}`;
  }
}
