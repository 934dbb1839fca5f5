import * as s3deploy from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import type { Site } from './site.ts';

/** What the pages have to know about the place they run in; they read it from `/config.json`. */
export interface PageConfig {
  readonly httpUrl: string;
  readonly webSocketUrl: string;
  /** Where snapshots of drops come from, at the edge. */
  readonly snapshotUrl: string;
  /** Where pages listen to a drop's feed, and the host they name in their authorization; absent where there is none. */
  readonly feedUrl?: string;
  readonly feedHost?: string;
  readonly issuer: string;
  readonly audience: string;
  readonly clientId: string;
}

export interface SiteContentProps {
  readonly site: Site;
  /** The folder of built pages. */
  readonly webDir: string;
  readonly config: PageConfig;
}

/** The pages and their `config.json`, copied to the bucket at each deployment. */
export class SiteContent extends Construct {
  constructor(scope: Construct, id: string, props: SiteContentProps) {
    super(scope, id);
    new s3deploy.BucketDeployment(this, 'Deployment', {
      sources: [s3deploy.Source.asset(props.webDir), s3deploy.Source.jsonData('config.json', props.config)],
      destinationBucket: props.site.bucket,
      distribution: props.site.distribution,
    });
  }
}
