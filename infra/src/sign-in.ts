import { auctioneersGroup } from '@gaveldrop/adapters/names';
import type { CfnApi } from 'aws-cdk-lib/aws-appsync';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Aws, Duration, Fn, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { setting } from './setting.ts';

export interface SignInProps {
  /** Whether to bring a Cognito user pool. If not, any OIDC issuer does, named by the parameters. */
  readonly userPool: boolean;
  /** Where the pages are served from, to which a user pool sends people back. */
  readonly siteUrl: string;
}

/** A pattern for this text and no longer one. Its special characters stay special: only deployment knows the text. */
const exactly = (text: string): string => `^${text}$`;

/** Who says who somebody is: the parameters that name an issuer, or a user pool of our own. */
export class SignIn extends Construct {
  /** The `iss` of the access tokens, where their keys are found. */
  readonly issuer: string;
  /** The `aud` (or, as Cognito has it, `client_id`) of the access tokens. */
  readonly audience: string;
  /** What the pages call themselves at the issuer. */
  readonly clientId: string;
  /** The claim that lists a person's groups. */
  readonly groupClaim: string;
  /** The same issuer and audience as AppSync wants them. */
  readonly feedProvider: CfnApi.AuthProviderProperty & { readonly authType: string };

  constructor(scope: Construct, id: string, props: SignInProps) {
    super(scope, id);

    this.groupClaim = setting(this, 'GroupClaim', {
      description: "The claim of the access token that lists a person's groups.",
      default: 'cognito:groups',
    }).valueAsString;

    if (props.userPool) {
      const { pool, client } = this.bringUserPool(props.siteUrl);
      this.issuer = pool.userPoolProviderUrl;
      this.audience = client.userPoolClientId;
      this.clientId = client.userPoolClientId;
      // A user pool's access tokens have no `aud`, which is what an OpenID Connect provider is held to.
      this.feedProvider = {
        authType: 'AMAZON_COGNITO_USER_POOLS',
        cognitoConfig: {
          awsRegion: Aws.REGION,
          userPoolId: pool.userPoolId,
          appIdClientRegex: exactly(this.audience),
        },
      };
      return;
    }

    this.issuer = setting(this, 'Issuer', {
      description:
        'The OIDC issuer of the access tokens, as in their `iss`, for example https://id.example.com.',
    }).valueAsString;
    this.audience = setting(this, 'Audience', {
      description: 'The audience of the access tokens, as in their `aud`.',
    }).valueAsString;
    this.clientId = setting(this, 'ClientId', {
      description: 'The client id of the pages at the issuer: a public client with PKCE.',
    }).valueAsString;
    this.feedProvider = {
      authType: 'OPENID_CONNECT',
      openIdConnectConfig: { issuer: this.issuer, clientId: exactly(this.audience) },
    };
  }

  private bringUserPool(siteUrl: string): { pool: cognito.UserPool; client: cognito.UserPoolClient } {
    const pool = new cognito.UserPool(this, 'UserPool', {
      selfSignUpEnabled: true,
      signInAliases: { email: true },
      autoVerify: { email: true },
      accountRecovery: cognito.AccountRecovery.EMAIL_ONLY,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    // Its prefix must differ from everyone else's; the stack's own id does.
    pool.addDomain('Domain', {
      cognitoDomain: { domainPrefix: Fn.join('-', ['gaveldrop', Fn.select(2, Fn.split('/', Aws.STACK_ID))]) },
    });
    new cognito.CfnUserPoolGroup(this, 'Auctioneers', {
      userPoolId: pool.userPoolId,
      groupName: auctioneersGroup,
      description: 'May create drops.',
    });
    const pages = ['/', '/index.html', '/auctioneer.html', '/seller.html'].map((page) => `${siteUrl}${page}`);
    const client = pool.addClient('Pages', {
      generateSecret: false,
      preventUserExistenceErrors: true,
      accessTokenValidity: Duration.hours(1),
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [cognito.OAuthScope.OPENID, cognito.OAuthScope.EMAIL],
        callbackUrls: pages,
        logoutUrls: pages,
      },
    });
    return { pool, client };
  }
}
