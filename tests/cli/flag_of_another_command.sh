rsmf inspect x --slice day
