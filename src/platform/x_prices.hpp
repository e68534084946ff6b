// What X charges for a call, as its price list of April 2026 has it (docs.x.com, pay per use).
// Values for estimates only: the developer console has the prices in force.
#pragma once

namespace glossd::platform {

struct XPrices {
    double post = 0.015;            // dollars, of a post that is made
    double post_with_link = 0.200;  // of one with an address in it
    double post_read = 0.005;       // of each post that a list shows, once a day
    double user_read = 0.010;
    double media_metadata = 0.005;  // of each image that gets an alt text
};

inline constexpr XPrices x_prices;

}  // namespace glossd::platform
