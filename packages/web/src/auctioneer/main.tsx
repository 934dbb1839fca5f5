import { mountPage } from '../app/mount-page.tsx';
import { AuctioneerPage } from './auctioneer-page.tsx';

void mountPage(AuctioneerPage);
