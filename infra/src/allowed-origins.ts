import { CfnCondition, Fn } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { setting } from './setting.ts';

export interface AllowedOriginsProps {
  /** The origin of our own site, which is always allowed: nobody can know it before the first deployment. */
  readonly siteUrl: string;
}

/** The origins whose pages may call us: our own site, and those the parameter adds. */
export class AllowedOrigins extends Construct {
  /** Comma-separated. */
  readonly text: string;
  readonly list: string[];

  constructor(scope: Construct, id: string, props: AllowedOriginsProps) {
    super(scope, id);

    const others = setting(this, 'AllowedOrigins', {
      type: 'CommaDelimitedList',
      description: 'Further origins that pages may be served from, for example http://localhost:5173.',
      default: '',
    });
    const othersText = Fn.join(',', others.valueAsList);
    const none = new CfnCondition(this, 'NoOtherOrigins', { expression: Fn.conditionEquals(othersText, '') });
    none.overrideLogicalId('NoOtherOrigins');

    // An empty entry would be refused as an origin, hence the condition.
    this.text = Fn.conditionIf(
      none.logicalId,
      props.siteUrl,
      Fn.join(',', [props.siteUrl, othersText]),
    ).toString();
    this.list = Fn.split(',', this.text);
  }
}
