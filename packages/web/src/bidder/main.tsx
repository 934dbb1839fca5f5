import { mountPage } from '../app/mount-page.tsx';
import { BidderPage } from './bidder-page.tsx';

void mountPage(BidderPage);
