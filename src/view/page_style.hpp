// The looks of a page.
#pragma once

#include <string_view>

namespace rsmf {

/// Without a closing tag of any kind in it.
inline constexpr std::string_view kPageStyle = R"css(
:root{color-scheme:light dark;--back:#f4f5f7;--sheet:#fff;--text:#1c1e21;--faint:#666b73;--line:#d9dce1;--out:#e3f0ff;
--mark:#8a5a00;--gone:#b3261e}
@media screen and (prefers-color-scheme:dark){:root{--back:#15171a;--sheet:#212429;--text:#e6e8eb;--faint:#9aa0a8;--line:#3a3f46;
--out:#16324f;--mark:#e0b35a;--gone:#f2857d}}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--text);font:15px/1.45 system-ui,sans-serif}
main{max-width:52rem;margin:0 auto;padding:1rem}
h1{font-size:1rem;color:var(--faint);font-weight:normal;overflow-wrap:anywhere}
h2{font-size:1.25rem;margin:0;overflow-wrap:anywhere}
section>header{border-bottom:1px solid var(--line);margin-top:2.5rem;padding-bottom:.5rem}
.facts,.remark,small,time{color:var(--faint);font-size:.85rem}
.facts,.remark{margin:.15rem 0;overflow-wrap:anywhere}
h3{font-size:.85rem;font-weight:600;color:var(--faint);text-align:center;margin:1.5rem 0 .75rem}
article{display:flex;gap:.6rem;margin:.5rem 0}
.d1{margin-left:2.4rem}.d2{margin-left:4rem}.d3{margin-left:5.6rem}.d4{margin-left:7.2rem}
.d1,.d2,.d3,.d4{border-left:2px solid var(--line);padding-left:.6rem}
.out{flex-direction:row-reverse}
.out .box{background:var(--out)}
.face{flex:none;width:2.2rem;height:2.2rem;border-radius:50%;display:grid;place-items:center;color:#fff;
font-size:.75rem;background:hsl(var(--h) 40% 42%);overflow:hidden}
.box{background:var(--sheet);border:1px solid var(--line);border-radius:.7rem;padding:.4rem .7rem;min-width:0;
max-width:100%}
.deed{justify-content:center}
.deed .face{display:none}
.deed .box{background:none;border:0;color:var(--faint);text-align:center}
.who{margin:0;overflow-wrap:anywhere}
.mark{color:var(--mark);font-size:.8rem}
.gone{color:var(--gone);font-size:.8rem}
.text{white-space:pre-wrap;overflow-wrap:anywhere}
.deleted .text{text-decoration:line-through;text-decoration-color:var(--gone)}
.quote{border-left:3px solid var(--line);padding-left:.5rem;margin:.2rem 0;color:var(--faint);font-size:.85rem}
summary{cursor:pointer;color:var(--faint);font-size:.85rem}
ul{list-style:none;margin:.3rem 0 0;padding:0}
.reactions li{display:inline-block;border:1px solid var(--line);border-radius:1rem;padding:0 .5rem;margin:.1rem .2rem 0 0;
font-size:.85rem;overflow-wrap:anywhere}
.files li{overflow-wrap:anywhere;margin:.2rem 0}
.files .missing{color:var(--gone)}
img{display:block;max-width:100%;max-height:24rem;border-radius:.4rem;margin-top:.2rem}
footer{margin:3rem 0 1rem;color:var(--faint);font-size:.85rem}
@media print{:root{color-scheme:light}.face{color:#000;background:none;border:1px solid #999}body{background:none;font-size:10pt}main{max-width:none;padding:0}article,h3{break-inside:avoid}
details::details-content{content-visibility:visible;display:block}h2,h3{break-after:avoid}.box{border-color:#999}}
)css";

}  // namespace rsmf
