import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

/**
 * The text that signatures and salts are derived from. AWS makes it once, so nobody has ever seen it: it is in no template, no
 * environment and no log. It stays when the stack goes, as without it no sealed maximum could be opened.
 */
export class SaleroomSecret extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const secret = new Secret(this, 'Secret', {
      description:
        'What signatures of refusals and salts of sealed maxima are derived from. Never rotate it.',
      // 62 to the power of 64: 381 bits. CloudFormation makes another text when this is changed, so it never is.
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.arn = secret.secretArn;
  }
}
